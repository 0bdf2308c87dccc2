using MixPolicy.Policies;

namespace MixPolicy.Planning.Conflicts;

/// <summary>What is known of a set of limits.</summary>
/// <param name="IsFeasible">Whether some amounts meet them all. Exact.</param>
/// <param name="Limits">When they do: these and others that the amounts found meet too. When none do: those that alone are impossible already.</param>
internal readonly record struct Feasibility(bool IsFeasible, LimitSet Limits);

/// <summary>
/// Whether some amounts meet a set of limits: exactly, by a point or by a proof that there is none. Few rows bind at a time: those that a point breaks are
/// added until none is. Not thread-safe.
/// </summary>
internal sealed class FeasibilityOracle(LimitSystem system, CancellationToken cancellation)
{
    private const int RowsAtATime = 4;

    /// <summary>Programs of more rows, or of more cells, take exact arithmetic longer than anybody waits for an explanation.</summary>
    private const int MostRows = 60;
    private const int MostCells = 40_000;
    private const double SurelyMore = 1 + 1e-9; // far more than doubles lose in a sum over all strata

    private readonly List<LimitSet> _feasible = [];

    /// <summary>How much was done: rows × rows × columns, over all programs.</summary>
    public long Work { get; private set; }

    /// <summary>Whether some answer was given up: a set of limits was taken for feasible that may not be.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>Asks of a set of limits. What takes too long is taken for feasible (<see cref="GaveUp"/>).</summary>
    public Feasibility Ask(LimitSet limits)
    {
        foreach (var known in _feasible)
        {
            if (limits.IsWithin(known)) return new Feasibility(true, known);
        }

        var answer = Solve(limits);
        if (answer.IsFeasible) _feasible.Add(answer.Limits);
        return answer;
    }

    private Feasibility Solve(LimitSet limits)
    {
        var boxes = system.Boxes(limits);
        foreach (var box in boxes)
        {
            if (box.Least > box.Most) return new Feasibility(false, Of(box.Floor, box.Cap));
        }

        var rows = limits.Members().SelectMany(l => system.Limits[l].Rows).ToList();
        var working = rows.Where(r => system.Rows[r].Counts && !system.Rows[r].IsCountOnly).ToList();
        while (true)
        {
            var groups = new StratumGroups(system.Strata, boxes, [.. working.Select(r => system.Rows[r])]);
            var program = groups.Program();
            if (working.Count > MostRows || (long)working.Count * program.Columns > MostCells)
            {
                GaveUp = true;
                return new Feasibility(true, limits);
            }

            Work += (long)program.Columns * (working.Count + 1) * (working.Count + 1);
            var answer = ExactSimplex.Solve(program, null, null, cancellation);
            if (answer.Point is not { } point) return new Feasibility(false, Core(answer, working, groups, boxes));
            var broken = Broken(rows, working, groups, point);
            if (broken.Count == 0) return new Feasibility(true, Met(limits, working, groups, point));
            working.AddRange(broken);
        }
    }

    /// <summary>The rows that a point breaks most, each measured against its own size.</summary>
    private List<int> Broken(List<int> rows, List<int> working, StratumGroups groups, Fraction[] point)
    {
        var broken = new List<(int Row, double By)>();
        foreach (var r in rows.Except(working))
        {
            var row = system.Rows[r];
            if (row.Counts)
            {
                // Only what is met beyond doubt is left out; else the row is held like the others.
                if (groups.Count(row, point) < (double)row.Least!.Value * SurelyMore) broken.Add((r, 1));
                continue;
            }

            var value = groups.Value(row, point);
            var off = row.Least is { } least && value < new Fraction(least, 1) ? new Fraction(least, 1) - value
                : row.Most is { } most && value > new Fraction(most, 1) ? value - new Fraction(most, 1) : Fraction.Zero;
            if (off > Fraction.Zero) broken.Add((r, off.ToDouble() / (double)row.Size));
        }

        return [.. broken.OrderByDescending(b => b.By).ThenBy(b => b.Row).Take(RowsAtATime).Select(b => b.Row)];
    }

    /// <summary>The limits asked for, and the other limits of amounts that the point happens to meet.</summary>
    private LimitSet Met(LimitSet limits, List<int> working, StratumGroups groups, Fraction[] point)
    {
        foreach (var limit in system.Limits)
        {
            if (limit.Rows.Count == 0 || limits.Contains(limit.Number) || limit.Rows.Any(r => system.Rows[r].Counts)) continue;
            if (Broken([.. limit.Rows], working, groups, point).Count == 0) limits = limits.With(limit.Number);
        }

        return limits;
    }

    private LimitSet Core(BoxAnswer answer, List<int> working, StratumGroups groups, StratumBox[] boxes)
    {
        var core = LimitSet.None;
        for (var r = 0; r < working.Count; r++)
        {
            if (!answer.Multipliers[r].IsZero) core = core.With(system.LimitOfRow(working[r]));
        }

        foreach (var part in groups.Parts)
        {
            var sign = answer.Combined[part.Column].Sign;
            if (sign < 0) core = core.Union(Of(-1, boxes[part.Stratum].Cap));
            if (sign > 0 && part.Low > 0) core = core.Union(Of(boxes[part.Stratum].Floor, -1));
        }

        return core;
    }

    private static LimitSet Of(int floor, int cap)
    {
        var set = LimitSet.None;
        if (floor >= 0) set = set.With(floor);
        return cap >= 0 ? set.With(cap) : set;
    }
}
