using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Planning.Conflicts;

/// <summary>What is said of limits that cannot all be met, each against the others.</summary>
internal sealed class JointConflict(Conflict conflict, CancellationToken cancellation)
{
    private const int MaxAdditions = 2;

    private readonly LimitSystem _system = conflict.System;
    private readonly PlanProblem _problem = conflict.System.Problem;
    private readonly LimitReach _reach = new(conflict, cancellation);
    private readonly List<string> _best = [];
    private readonly List<string> _changes = [];

    /// <summary>The finding. It stands where the first rule's limit does, under that rule's code when no other rule is involved.</summary>
    public ConflictFinding Finding()
    {
        var lead = conflict.Rules.Concat(conflict.OfKind(LimitKind.Floor)).Concat(conflict.Members).First();
        var alone = conflict.Rules.Count + conflict.OfKind(LimitKind.Floor).Count == 1;
        foreach (var member in conflict.Members) Weigh(member);
        var (shortfall, unit) = Shortfall(lead);
        var members = string.Join(", ", conflict.Members.Select(m => $"{m.Name} ({Where(m.Place, lead.Place)}) {Words(m)}"));
        var missing = shortfall.IsZero ? "" : $"; short by {Figures.Of(shortfall)} {unit} of what {lead.Name} asks";
        var best = _best.Count == 0 ? "" : $"; best reachable with the others held: {string.Join(", ", _best)}";
        return new ConflictFinding(
            alone ? lead.Code : Codes.NoMix, lead.Place, shortfall,
            $"no mix: these limits cannot all be met: {members}{missing}{best}", [.. Additions(), .. _changes]);
    }

    /// <summary>By its line, and by its file too where that is another than the finding's own: a pack's.</summary>
    private static string Where(Place place, Place beside) =>
        place.File == beside.File ? $"line {place.Line}" : $"{place.File}, line {place.Line}";

    private (BigInteger Amount, string Unit) Shortfall(NamedLimit lead)
    {
        if (lead.Kind is LimitKind.Cap or LimitKind.Floor) return (BigInteger.Zero, _problem.Unit);
        var unit = lead.Kind == LimitKind.Rows && Constraint(lead).Records is not null ? "records" : _problem.Unit;
        return (_reach.Missing(lead) is { } missing ? missing.Ceiling() : BigInteger.Zero, unit);
    }

    private IEnumerable<string> Additions() => _reach.Additions(TextLike)
        .Take(MaxAdditions)
        .Select(a => $"add {Figures.Of(a.Amount.Ceiling())} {_problem.Unit} of {a.Sort}");

    /// <summary>Which side of each rule of the conflict new text would help, in the rules' own words.</summary>
    private string TextLike(int stratum)
    {
        var sides = conflict.Rules
            .SelectMany(l => l.Rows)
            .Select(r => _problem.Constraints[_system.ConstraintOfRow(r)])
            .Select(c => (Constraint: c, IsMember: (c.Amounts is { } a && a[stratum] > Fraction.Zero) || (c.Records is { } r && r[stratum] > Fraction.Zero)))
            .Where(c => c.IsMember == (c.Constraint.Sense == Sense.AtLeast))
            .Select(c => c.IsMember ? c.Constraint.Group : c.Constraint.Others)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return sides.Count == 0 ? "other text" : string.Join(" that is also ", sides);
    }

    /// <summary>How far a limit can be met, and what it must be changed to.</summary>
    private void Weigh(NamedLimit limit)
    {
        switch (limit.Kind)
        {
            case LimitKind.Budget:
                WeighBudget();
                break;
            case LimitKind.Cap:
                WeighCap(limit);
                break;
            case LimitKind.Rows when limit.Rows.Count == 1:
                WeighRow(limit, Constraint(limit));
                break;
            default:
                _changes.Add($"loosen {limit.Name}");
                break;
        }
    }

    private void WeighRow(NamedLimit limit, Constraint constraint)
    {
        if (constraint.Share is { } share)
        {
            if (_reach.BestShare(limit, constraint) is not { } best) return;
            _best.Add($"{limit.Name} {Figures.Percent(best, share)}");
            _changes.Add($"set {limit.Name} to {Figures.Reachable(best, constraint.Sense)}");
        }
        else if (constraint.Records is not null && constraint.Amounts is null && _reach.BestSum(limit, constraint) is { } count)
        {
            _best.Add($"{limit.Name} {Figures.Of(count.Floor())} records");
            _changes.Add(count.Floor() > 0 ? $"set {limit.Name} to {Figures.Plain(count.Floor())}" : $"remove {limit.Name}");
        }
        else
        {
            _changes.Add($"loosen {limit.Name}");
        }
    }

    private void WeighBudget()
    {
        if (_reach.Totals() is not var (least, most)) return;
        var budget = _problem.Budget;
        if (most < new Fraction(budget.Min!.Value, 1))
        {
            _best.Add($"mix.budget {Figures.Of(most.Floor())} {_problem.Unit}");
            if (most.Floor() > 0 && (!budget.IsExact || least.Ceiling() <= most.Floor()))
            {
                _changes.Add($"lower {(budget.IsExact ? "mix.budget" : "mix.budget.min")} to {Figures.Plain(most.Floor())}");
            }
        }
        else if (least > new Fraction(budget.Max!.Value, 1))
        {
            _best.Add($"mix.budget {Figures.Of(least.Ceiling())} {_problem.Unit}");
            if (!budget.IsExact || least.Ceiling() <= most.Floor())
            {
                _changes.Add($"raise {(budget.IsExact ? "mix.budget" : "mix.budget.max")} to {Figures.Plain(least.Ceiling())}");
            }
        }
    }

    private void WeighCap(NamedLimit cap)
    {
        if (cap.Code is not (Codes.RepetitionFactor or Codes.Repetition))
        {
            _changes.Add($"loosen {cap.Name}, which leaves out text that is needed");
            return;
        }

        var whole = cap.Code == Codes.Repetition;
        if (_reach.Factor(cap, whole) is not { } factor) return;
        _changes.Add($"raise {cap.Name} to {factor.ToDecimal(whole ? 0 : 2)} ({Factors.Worth(factor)})");
    }

    private string Words(NamedLimit limit)
    {
        var budget = _problem.Budget;
        switch (limit.Kind)
        {
            case LimitKind.Budget:
                return budget.IsExact ? $"asks for {Figures.Of(budget.Min!.Value)} {_problem.Unit}" : $"asks for {Figures.Of(budget.Min!.Value)} to {Figures.Of(budget.Max!.Value)} {_problem.Unit}";
            case LimitKind.Cap:
                var bound = (_problem.AskedBounds ?? _problem.CapBounds).First(b => b.Name == limit.Name && b.Place == limit.Place).MaxFactor;
                return bound <= Fraction.Zero ? "leaves text out" : $"lets text be seen {NumberText.Plain(bound)} {(bound == Fraction.One ? "time" : "times")}";
            case LimitKind.Floor:
                return "keeps text in";
            default:
                var constraint = Constraint(limit);
                var others = limit.Rows.Count == 1 ? "" : $" (and {Figures.Count(limit.Rows.Count - 1, "other")} alike)";
                var verb = constraint.Sense == Sense.AtLeast ? "needs at least" : "allows at most";
                return constraint.Share is { } share ? $"{verb} {Figures.Percent(share)} {constraint.Group}{others}"
                    : constraint.Records is not null ? $"needs {Figures.Of(constraint.Bound.Ceiling())} {constraint.Group}{others}"
                    : $"needs {constraint.Demand}{others}";
        }
    }

    private Constraint Constraint(NamedLimit limit) => _problem.Constraints[_system.ConstraintOfRow(limit.Rows[0])];
}
