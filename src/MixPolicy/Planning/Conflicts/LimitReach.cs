using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Planning.Conflicts;

/// <summary>
/// How far each limit of a conflict can be met while the others are held: exact. Floors and caps that are no part of the conflict are held too, as far as
/// they leave room: what they keep out is not at hand.
/// </summary>
internal sealed class LimitReach(Conflict conflict, CancellationToken cancellation)
{
    private const int HundredthsPerTime = 100;
    private const int MaxSorts = 4;

    private readonly LimitSystem _system = conflict.System;
    private readonly LimitSet _facts = Facts(conflict, cancellation);

    /// <summary>By how much one limit's rows are missed at least, in the policy's unit or in records, if all others are held; null if it cannot be said.</summary>
    public Fraction? Missing(NamedLimit limit) => Held(limit, (boxes, rows) =>
    {
        var own = limit.Rows.Select(r => _system.Rows[r]).ToList();
        var extra = rows.Select(_ => BigInteger.Zero).Concat(own.Select(r => r.Least is null ? -r.Scale : r.Scale)).ToList();
        // A budget has two sides: only the lower one can be short, for what is too much the text is too large, not too small.
        return Program(boxes, [.. rows, .. own.Select(r => r.Least is null ? r : r with { Most = null })], extra).LeastExtra();
    });

    /// <summary>The most, or the least, that the one share of a limit can be.</summary>
    public Fraction? BestShare(NamedLimit limit, Constraint constraint) => Held(limit, (boxes, rows) =>
    {
        var members = SystemRow.Of(_system.Strata.Count, [.. constraint.Amounts!.Select(a => a + constraint.Share!.Value)], null, null, null);
        var total = _system.Total with { Least = null, Most = null };
        return Program(boxes, [.. rows, members, total], null).ExtremeRatio(members, total, constraint.Sense == Sense.AtLeast);
    });

    /// <summary>The most, or the least, that the left side of a limit's one row can be.</summary>
    public Fraction? BestSum(NamedLimit limit, Constraint constraint) => Held<Fraction>(limit, (boxes, rows) =>
    {
        var row = _system.Rows[limit.Rows[0]] with { Least = null, Most = null };
        return Program(boxes, [.. rows, row], null).Extreme(row, constraint.Sense == Sense.AtLeast) is { } value ? value * new Fraction(1, row.Scale) : null;
    });

    /// <summary>Between which totals a mix lies; null when there is none.</summary>
    public (Fraction Least, Fraction Most)? Totals() => Held<(Fraction Least, Fraction Most)>(_system.Limits[_system.Budget], (boxes, rows) =>
    {
        var total = _system.Total with { Least = null, Most = null };
        var program = Program(boxes, [.. rows, total], null);
        return program.Extreme(total, most: false) is { } least ? (least, program.Extreme(total, most: true)!.Value) : null;
    });

    /// <summary>The least factor that a cap must be raised to, in hundredths or whole; null when none that is worth it suffices.</summary>
    public Fraction? Factor(NamedLimit cap, bool whole)
    {
        var bound = (_system.Problem.AskedBounds ?? _system.Problem.CapBounds).First(b => b.Name == cap.Name && b.Place == cap.Place).MaxFactor;
        var steps = whole ? 1 : HundredthsPerTime;
        var (low, high) = ((bound * new Fraction(steps, 1)).Floor(), (Factors.Worthwhile * new Fraction(steps, 1)).Floor());
        if (bound <= Fraction.Zero || high <= low || !Suffices(high)) return null;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Suffices(middle)) high = middle;
            else low = middle;
        }

        return new Fraction(high, steps);

        bool Suffices(BigInteger step) =>
            Program(_system.Boxes(conflict.Set.Union(_facts), cap.Number, new Fraction(step, steps)), Rows(conflict.Set), null).HasPoint;
    }

    /// <summary>The least amounts of new text that would mend the conflict, of each sort that strata are of: least first.</summary>
    /// <param name="sort">The sort of a stratum, in words.</param>
    public IReadOnlyList<(string Sort, Fraction Amount)> Additions(Func<int, string> sort)
    {
        var rows = Rows(conflict.Set);
        var boxes = _system.Boxes(conflict.Set.Union(_facts));
        var groups = new StratumGroups(_system.Strata, boxes, rows);
        var patterns = rows.Select(groups.Coefficients).ToArray();
        var amounts = new List<(string Sort, Fraction Amount)>();
        foreach (var (words, unit, column) in groups.Samples.Select((s, c) => (sort(s.Stratum), s.Amount, c)).DistinctBy(s => s.Item1).Take(MaxSorts))
        {
            var extra = Program(boxes, rows, [.. patterns.Select(p => p[column])]).LeastExtra();
            if (extra is { } more) amounts.Add((words, more * new Fraction(unit, 1)));
        }

        return [.. amounts.OrderBy(a => a.Amount).ThenBy(a => a.Sort, StringComparer.Ordinal)];
    }

    /// <summary>The floors and caps of the policy that are held besides a conflict: all of them, unless they stand in the way of every way to mend it.</summary>
    private static LimitSet Facts(Conflict conflict, CancellationToken cancellation)
    {
        var facts = conflict.System.OfKind(LimitKind.Cap).Union(conflict.System.OfKind(LimitKind.Floor));
        var oracle = new FeasibilityOracle(conflict.System, cancellation);
        var others = conflict.Members.Where(m => !facts.Contains(m.Number));
        return others.All(m => oracle.Ask(conflict.Set.Without(m.Number).Union(facts)).IsFeasible) ? facts : LimitSet.None;
    }

    /// <summary>Asks with all others of the conflict held, and with the facts.</summary>
    private T? Held<T>(NamedLimit limit, Func<StratumBox[], IReadOnlyList<SystemRow>, T?> ask)
        where T : struct
    {
        var others = conflict.Set.Without(limit.Number);
        return ask(_system.Boxes(others.Union(_facts).Without(limit.Number)), Rows(others));
    }

    private List<SystemRow> Rows(LimitSet set) => [.. set.Members().SelectMany(l => _system.Limits[l].Rows).Select(r => _system.Rows[r])];

    private RelaxedProgram Program(StratumBox[] boxes, IReadOnlyList<SystemRow> rows, IReadOnlyList<BigInteger>? extra) =>
        new(_system, boxes, rows, extra, cancellation);
}
