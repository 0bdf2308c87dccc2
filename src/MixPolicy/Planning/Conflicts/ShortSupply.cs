using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Planning.Conflicts;

/// <summary>
/// What is said where one limit conflicts only with the budget and with what may be had: proved in exact integers, with the numbers that would mend it.
/// Each number is exact: with it the limit can be met, with one less it cannot.
/// </summary>
internal sealed class ShortSupply
{
    private readonly PlanProblem _problem;
    private readonly long[] _most;
    private readonly BigInteger _reachable;
    private readonly BigInteger _least;
    private readonly BigInteger _budget;

    /// <summary>For a problem whose budget is an amount.</summary>
    public ShortSupply(PlanProblem problem)
    {
        _problem = problem;
        _most = [.. Enumerable.Range(0, problem.Strata.Count).Select(problem.MaxAmount)];
        _reachable = _most.Aggregate(BigInteger.Zero, (sum, m) => sum + m);
        _least = problem.Budget.Min!.Value;
        _budget = BigInteger.Min(_least, _reachable);
    }

    /// <summary>Less can be had than the budget asks for; null when enough can.</summary>
    public ConflictFinding? Budget()
    {
        if (_reachable >= _least) return null;
        return new ConflictFinding(
            Codes.NoMix, _problem.Budget.Place, _least - _reachable,
            $"no mix: mix.budget asks for {Figures.Of(_least)} {_problem.Unit}, but at most {Figures.Of(_reachable)} can be had at the repetition allowed; short by {Figures.Of(_least - _reachable)} {_problem.Unit}{LeftOut()}",
            BudgetRemedies());
    }

    /// <summary>
    /// A share that one side cannot give, of the smallest total that the budget allows or of all there is when that is less; null when it can.
    /// </summary>
    public ConflictFinding? Share(Constraint constraint)
    {
        var atLeast = constraint.Sense == Sense.AtLeast;
        var limit = constraint.Share!.Value;
        var helpers = new List<int>();
        for (var s = 0; s < _most.Length; s++)
        {
            var isMember = constraint.Amounts![s] + limit == Fraction.One;
            if (_most[s] > 0 && isMember == atLeast) helpers.Add(s);
        }

        // At-least: the group itself is short. At-most: what is not in the group is short of 1 - limit.
        var share = atLeast ? limit : Fraction.One - limit;
        var had = helpers.Aggregate(BigInteger.Zero, (sum, s) => sum + _most[s]);
        var needed = (share * new Fraction(_budget, 1)).Ceiling();
        if (new Fraction(had, 1) >= share * new Fraction(_budget, 1)) return null;
        var best = new Fraction(had, _budget);
        var shown = atLeast ? best : Fraction.One - best;
        var side = atLeast ? constraint.Group : constraint.Others;
        return new ConflictFinding(
            constraint.Code, constraint.Place, needed - had,
            $"no mix: {constraint.Name} {(atLeast ? "needs at least" : "allows at most")} {Figures.Percent(limit, shown)} of {Figures.Of(_budget)} {_problem.Unit}, so {Figures.Of(needed)} {_problem.Unit} of {side}; at most {Figures.Of(had)} can be had at the repetition allowed; short by {Figures.Of(needed - had)} {_problem.Unit}; best reachable {Figures.Percent(shown, limit)}",
            ShareRemedies(constraint, share, shown, side, helpers, had));
    }

    /// <summary>More distinct records are asked for than may be taken; null when there are enough.</summary>
    public ConflictFinding? Records(Constraint constraint)
    {
        var available = _problem.Strata.Where((s, i) => constraint.Records![i] > Fraction.Zero && _most[i] > 0).Sum(s => s.Records);
        var needed = constraint.Bound.Ceiling();
        if (available >= needed) return null;
        return new ConflictFinding(
            constraint.Code, constraint.Place, needed - available,
            $"no mix: {constraint.Name} needs {Figures.Of(needed)} {constraint.Group}, but only {Figures.Of(available)} can be taken; short by {Figures.Of(needed - available)} records",
            [
                $"add {Figures.Of(needed - available)} {constraint.Group}",
                available > 0 ? $"set {constraint.Name} to {Figures.Plain(available)}" : $"remove {constraint.Name}",
            ]);
    }

    private List<string> BudgetRemedies()
    {
        var usable = Enumerable.Range(0, _most.Length).Where(s => _most[s] > 0).ToList();
        var remedies = new List<string> { $"add {Figures.Of(_least - _reachable)} {_problem.Unit} of text" };
        if (!_reachable.IsZero) remedies.Insert(0, $"lower {MinName} to {Figures.Plain(_reachable)}");
        if (Factors.Every(_problem, usable, _least) is { } factor)
        {
            remedies.Add($"raise max_repetition_factor to {factor.ToDecimal(2)} for every source ({Factors.Worth(factor)})");
        }

        return remedies;
    }

    private List<string> ShareRemedies(Constraint constraint, Fraction share, Fraction shown, string side, List<int> helpers, BigInteger had)
    {
        var remedies = new List<string>
        {
            $"add {Figures.Of(ToAdd(share, had))} {_problem.Unit} of {side}",
            $"set {constraint.Name} to {Figures.Reachable(shown, constraint.Sense)}",
        };
        if (had.IsZero) return remedies;
        remedies.Add($"lower {MinName} to {Figures.Plain((new Fraction(had, 1) * new Fraction(share.Denominator, share.Numerator)).Floor())}");
        var names = helpers.Select(s => _problem.CapBounds[s].Name).Distinct().Order(StringComparer.Ordinal).ToList();
        if (Factors.To(_problem, helpers, share, _least) is { } factor)
        {
            remedies.Add($"raise {names[0]} to {factor.ToDecimal(2)} for {side} ({Factors.Worth(factor)})");
        }
        else if (names.Count > 1 && Factors.Times(_problem, helpers, share, _least) is { } times)
        {
            var highest = helpers.Max(s => _problem.Caps[s]) * times;
            remedies.Add($"raise {string.Join(" and ", names)} {times.ToDecimal(2)} times for {side} ({Factors.Worth(highest)})");
        }

        return remedies;
    }

    /// <summary>What limits that no record of a stratum can meet keep out of the mix: the likelier fault than a pool that is too small.</summary>
    private string LeftOut()
    {
        var byLimit = Enumerable.Range(0, _problem.Strata.Count)
            .Where(s => _problem.Caps[s] <= Fraction.Zero)
            .GroupBy(s => _problem.CapBounds[s].Name, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Key} leaves out {Figures.Of(g.Aggregate(BigInteger.Zero, (sum, s) => sum + _problem.Strata[s].Available))} {_problem.Unit} "
                + $"in {Figures.Of(g.Sum(s => _problem.Strata[s].Records))} records")
            .ToList();
        return byLimit.Count == 0 ? "" : $"; {string.Join(" and ", byLimit)} ('dotnet mixpolicy check' with 'budget: all' shows which)";
    }

    private string MinName => _problem.Budget.IsExact ? "mix.budget" : "mix.budget.min";

    /// <summary>What is added counts towards the total too while that is short of the budget.</summary>
    private BigInteger ToAdd(Fraction share, BigInteger had)
    {
        var atBudget = (share * new Fraction(_least, 1)).Ceiling() - had;
        var rest = Fraction.One - share;
        if (_reachable >= _least || rest == Fraction.Zero) return atBudget;
        var gap = (share * new Fraction(_reachable, 1)) - new Fraction(had, 1);
        return BigInteger.Min(atBudget, (gap * new Fraction(rest.Denominator, rest.Numerator)).Ceiling());
    }
}
