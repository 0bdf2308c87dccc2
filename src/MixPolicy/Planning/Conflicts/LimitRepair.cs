using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Planning.Conflicts;

/// <summary>
/// The changes that mend every conflict of a problem at once. The rules are what a policy is for, and repeating text more often is no gift; so:
/// <list type="number">
/// <item>If every rule can be met with another budget that is at least half of that asked for and at most twice, only the budget changes, to the nearest
/// such amount.</item>
/// <item>Else the budget stays, as nearly as can be, and the rules' limits are gone through in order: each is kept if it can be together with those before
/// it, or is set to the best that can be reached with them held.</item>
/// <item>Only where records must be kept that a cap forbids is the cap raised.</item>
/// </list>
/// </summary>
internal sealed class LimitRepair
{
    private const int Steps = 10_000; // a limit is set with four decimals

    private readonly PlanProblem _problem;
    private readonly LimitSystem _system;
    private readonly StratumBox[] _boxes;
    private readonly CancellationToken _cancellation;
    private readonly List<LimitChange> _changes = [];
    private readonly List<SystemRow> _held = [];

    private LimitRepair(PlanProblem problem, CancellationToken cancellation)
    {
        (_problem, _cancellation) = (problem, cancellation);
        _system = new LimitSystem(problem);
        _boxes = _system.Boxes(_system.OfKind(LimitKind.Cap).Union(_system.OfKind(LimitKind.Floor)));
    }

    /// <summary>What mends a problem whose budget is an amount.</summary>
    public static LimitChanges Of(PlanProblem problem, CancellationToken cancellation) => new LimitRepair(problem, cancellation).Run();

    private SystemRow FreeTotal => _system.Total with { Least = null, Most = null };

    private LimitChanges Run()
    {
        if (Array.Exists(_boxes, b => b.Least > b.Most)) return RaiseCaps();
        var rules = _system.Limits.Where(l => l.Kind == LimitKind.Rows).ToList();
        var all = rules.SelectMany(l => l.Rows).Select(r => _system.Rows[r]).ToList();
        if (Relaxed([.. all, _system.Total]).HasPoint) return new LimitChanges([], null);
        if (Totals(all) is { } kept && Nearest(kept) is { } near && near * 2 >= _problem.Budget.Min && near <= (BigInteger)_problem.Budget.Max!.Value * 2)
        {
            return SetBudget(near);
        }

        if (Totals([]) is not { } possible || possible.Most < Fraction.One) return Cannot("no text at all may be taken; see the table of strata for what leaves it out");
        if (Nearest(possible) is { } nearest) SetBudget(nearest);
        var (least, most) = (_system.Total.Least!.Value, _system.Total.Most!.Value);
        if (possible.Most < new Fraction(least, 1)) (least, most) = (possible.Most.Floor(), _problem.Budget.IsExact ? possible.Most.Floor() : most);
        if (possible.Least > new Fraction(most, 1)) (least, most) = (_problem.Budget.IsExact ? possible.Least.Ceiling() : least, possible.Least.Ceiling());
        _held.Add(_system.Total with { Least = least, Most = most });
        foreach (var rule in rules)
        {
            var rows = rule.Rows.Select(r => _system.Rows[r]).ToList();
            if (!Relaxed([.. _held, .. rows]).HasPoint)
            {
                if (Loosened(rule) is not { } loosened) return Cannot($"{rule.Name} cannot be met together with the limits before it, and no single number loosens it");
                rows = loosened;
            }

            _held.AddRange(rows);
        }

        return new LimitChanges(_changes, null);
    }

    private static LimitChanges Cannot(string why) => new([], why);

    /// <summary>Where records must be seen more often than a factor allows.</summary>
    private LimitChanges RaiseCaps()
    {
        for (var s = 0; s < _boxes.Length; s++)
        {
            if (_boxes[s].Least <= _boxes[s].Most) continue;
            var (floor, cap) = (_system.Limits[_boxes[s].Floor], _boxes[s].Cap < 0 ? null : _system.Limits[_boxes[s].Cap]);
            var factor = _problem.MinFactor(s);
            if (cap is null || cap.Code is not (Codes.RepetitionFactor or Codes.Repetition) || factor > Factors.Worthwhile)
            {
                return Cannot($"{floor.Name} keeps records of {Shown.Short(_problem.Strata[s].Name)} that {cap?.Name ?? "the same text in another source"} leaves out");
            }

            factor = new Fraction(factor.Ceiling(), 1);
            if (_changes.Find(c => c.Name == cap.Name) is not { } known || known.To < factor)
            {
                _changes.RemoveAll(c => c.Name == cap.Name);
                _changes.Add(new LimitChange(cap.Name, factor));
            }
        }

        return new LimitChanges(_changes, null);
    }

    private (Fraction Least, Fraction Most)? Totals(IReadOnlyList<SystemRow> rows)
    {
        var program = Relaxed([.. rows, FreeTotal]);
        return program.Extreme(FreeTotal, most: false) is { } least ? (least, program.Extreme(FreeTotal, most: true)!.Value) : null;
    }

    /// <summary>The amount that the budget must be changed to, to lie among the totals; null when it lies there already or none does.</summary>
    private BigInteger? Nearest((Fraction Least, Fraction Most) totals)
    {
        var (least, most) = (_problem.Budget.Min!.Value, _problem.Budget.Max!.Value);
        BigInteger? near = totals.Most < new Fraction(least, 1) ? totals.Most.Floor() : totals.Least > new Fraction(most, 1) ? totals.Least.Ceiling() : null;
        return near > 0 && totals.Least <= new Fraction(near.Value, 1) && totals.Most >= new Fraction(near.Value, 1) ? near : null;
    }

    private LimitChanges SetBudget(BigInteger amount)
    {
        var name = _problem.Budget.IsExact ? "mix.budget" : amount < _problem.Budget.Min!.Value ? "mix.budget.min" : "mix.budget.max";
        _changes.Add(new LimitChange(name, new Fraction(amount, 1)));
        return new LimitChanges(_changes, null);
    }

    /// <summary>The rule's rows with the best limit that can be reached with those held; null when it is not of the kind that a number loosens.</summary>
    private List<SystemRow>? Loosened(NamedLimit rule)
    {
        var constraints = rule.Rows.Select(r => _problem.Constraints[_system.ConstraintOfRow(r)]).ToList();
        if (constraints is [{ Records: not null, Amounts: null } count])
        {
            var row = _system.Rows[rule.Rows[0]];
            if (Relaxed([.. _held, row with { Least = null }]).Extreme(row with { Least = null }, most: true) is not { } best) return null;
            var records = (best * new Fraction(1, row.Scale)).Floor();
            if (records.IsZero) return null;
            _changes.Add(new LimitChange(rule.Name, new Fraction(records, 1)));
            return [SystemRow.Of(count with { Bound = new Fraction(records, 1) }, _problem.Strata.Count)];
        }

        if (constraints.Any(c => c.Share is null || c.Share != constraints[0].Share)) return null;
        var atLeast = constraints[0].Sense == Sense.AtLeast;
        var now = constraints[0].Share!.Value * new Fraction(Steps, 1);
        var (met, missed) = atLeast ? (BigInteger.Zero, now.Ceiling()) : (Steps, now.Floor());
        if (!Relaxed([.. _held, .. At(met)]).HasPoint) return null;
        while (BigInteger.Abs(missed - met) > 1)
        {
            var middle = (met + missed) / 2;
            if (Relaxed([.. _held, .. At(middle)]).HasPoint) met = middle;
            else missed = middle;
        }

        _changes.Add(new LimitChange(rule.Name, new Fraction(met, Steps)));
        return [.. At(met)];

        IEnumerable<SystemRow> At(BigInteger step) => constraints.Select(c => SystemRow.Of(
            c with { Amounts = [.. c.Amounts!.Select(a => a + c.Share!.Value - new Fraction(step, Steps))] }, _problem.Strata.Count));
    }

    private RelaxedProgram Relaxed(IReadOnlyList<SystemRow> rows) => new(_system, _boxes, rows, null, _cancellation);
}
