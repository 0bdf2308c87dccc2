namespace MixPolicy.Planning;

/// <summary>
/// The mix nearest to the targets: minimises the sum over strata of (x - target)² / weight, for x from a floor to a cap, under two-sided rows.
/// Strictly convex, so there is one answer whatever the order of rows and strata.
/// <list type="number">
/// <item>For fixed multipliers the best x is known stratum by stratum (<see cref="PlanStrata.Amount"/>). Only the multipliers are searched.</item>
/// <item>Row by row, in turn, the row's multiplier is set so that the row holds, as little as possible (Hildreth 1957; coordinate ascent on the
/// dual). A row's value grows with its own multiplier, piecewise linearly: safeguarded Newton finds it.</item>
/// <item>Rows that pull at the same strata make that slow, so after each turn all active multipliers move together by a Newton step on the
/// dual (<see cref="DualNewton"/>).</item>
/// <item>Until every row holds within the tolerance and none is held tighter than it needs (no multiplier where the row is slack): else the
/// answer would depend on the order of the rows. Multipliers that add the rows up to a contradiction (Farkas) prove that there is no mix.</item>
/// <item>Where there is none, each multiplier pays for itself (a penalty): that always settles and gives the nearest compromise.</item>
/// </list>
/// Doubles find the amounts; what is promised of them is checked in exact integers afterwards, on whole documents.
/// </summary>
internal sealed class DualAscent(PlanStrata strata, IReadOnlyList<PlanRow> rows)
{
    /// <summary>How far off a row may be and still counts as held, as a share of its size.</summary>
    public const double Tolerance = 1e-9;

    /// <summary>
    /// What is good enough after <see cref="PatientTurns"/>: where the mixes that meet every row are a single point, the multipliers grow beyond what
    /// doubles can tell apart. Still far less than one document.
    /// </summary>
    public const double LooseTolerance = 1e-7;

    /// <summary>Turns after which one ascent gives up.</summary>
    public const int MaxTurns = 200;

    private const int PatientTurns = 50;
    private const int NewtonSteps = 10;
    private const double MultiplierCap = 1e9;
    private const double Penalty = 1e-4;
    private static readonly double[] Approaches = [1e-2, 1e-4, 1e-6, 1e-8, 0];

    private DualPoint _at = new(strata, rows, penalty: 0);

    /// <summary>Turns taken in all.</summary>
    public int Turns { get; private set; }

    /// <summary>A row's multiplier, once solved.</summary>
    public double Multiplier(int r) => _at.Multiplier(r);

    /// <summary>Solves. False when no mix was found; then the amounts are the nearest compromise.</summary>
    public bool Solve(out double[] amounts, CancellationToken cancellation)
    {
        var found = Ascend(cancellation) ?? Approach(cancellation);
        if (!found)
        {
            _at = new DualPoint(strata, rows, Penalty);
            Ascend(cancellation);
        }

        amounts = _at.Amounts();
        return found;
    }

    /// <summary>Where the straight way took too many turns: from compromises that bend less and less.</summary>
    private bool Approach(CancellationToken cancellation)
    {
        _at = new DualPoint(strata, rows, Penalty);
        foreach (var penalty in Approaches)
        {
            _at = new DualPoint(strata, rows, penalty, [.. Enumerable.Range(0, rows.Count).Select(_at.Multiplier)]);
            if (Ascend(cancellation) is { } found && penalty == 0) return found;
        }

        return false;
    }

    /// <summary>True when every row holds, false when they contradict each other, null when it took too many turns.</summary>
    private bool? Ascend(CancellationToken cancellation)
    {
        if (_at.Penalty == 0 && !rows.All(strata.CanHold)) return false;
        for (var turn = 1; turn <= MaxTurns; turn++)
        {
            cancellation.ThrowIfCancellationRequested();
            Turns++;
            for (var r = 0; r < rows.Count; r++) Settle(r);

            if (_at.Error() <= (turn < PatientTurns ? Tolerance : LooseTolerance)) return true;
            if (_at.IsContradiction()) return false;
            // Several in a row: a turn in between may undo what the first one freed.
            for (var step = 0; step < NewtonSteps && DualNewton.Step(_at) is { } better; step++)
            {
                _at = better;
                if (_at.Error() <= Tolerance) return true;
            }
        }

        return null;
    }

    /// <summary>Sets one row's multiplier so that the row holds, as little as possible.</summary>
    private void Settle(int r)
    {
        var atZero = _at.Measure(r, 0).Value;
        var target = rows[r].Target(atZero, 0);
        if (double.IsNaN(target))
        {
            _at.Set(r, 0);
            return;
        }

        var (low, high) = target > atZero ? (0, MultiplierCap) : (-MultiplierCap, 0.0);
        var edge = target > atZero ? high : low;
        var most = _at.Measure(r, edge).Value;
        if ((most < target) == (target > atZero))
        {
            // Out of reach while the other multipliers are as they are: their turn comes.
            if (Math.Abs(target - most) > Tolerance) return;

            // As near as it gets, and near enough: the row's strata are all at their bounds.
            target = most - (Math.Sign(target - atZero) * Tolerance / 4);
        }

        _at.Set(r, Root(r, target, low, high));
    }

    private double Root(int r, double target, double low, double high)
    {
        var at = Math.Clamp(_at.Multiplier(r), low, high);
        for (var step = 0; step < 200; step++)
        {
            var (value, slope) = _at.Measure(r, at);
            if (Math.Abs(value - target) <= Tolerance / 4) break;
            if (value < target) low = at;
            else high = at;
            var next = slope > 0 ? at + ((target - value) / slope) : double.NaN;
            var middle = low > -1 && high < 1 ? (low + high) / 2 : Middle(low, high);
            at = next > low && next < high ? next : middle;
            if (high - low <= 1e-15 * Math.Max(Math.Abs(low), Math.Abs(high))) break;
        }

        return at;
    }

    /// <summary>Halves the exponent rather than the number while the bracket is wide.</summary>
    private static double Middle(double low, double high) =>
        low >= 0 ? Math.Sqrt((low + 1) * (high + 1)) - 1 : 1 - Math.Sqrt((1 - low) * (1 - high));
}
