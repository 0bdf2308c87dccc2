namespace MixPolicy.Planning;

/// <summary>
/// The mix nearest to the targets: minimises the sum over strata of (x - target)² / weight, for x from 0 to a cap, under two-sided linear rows.
/// Strictly convex, so there is one answer whatever the order of rows and strata.
/// <list type="number">
/// <item>For fixed multipliers y the best x is known: clip(target + weight × sum of y × coefficient). Only the multipliers are searched.</item>
/// <item>Row by row, in turn, the row's multiplier is set so that the row holds, as little as possible (Hildreth 1957; coordinate ascent on the
/// dual). A row's value grows with its own multiplier, piecewise linearly: safeguarded Newton finds it.</item>
/// <item>Until every row holds within the tolerance. A row that its multiplier cannot lift, or too many turns, means that no mix was found:
/// then each multiplier pays for itself (a penalty), which always settles and gives the nearest compromise.</item>
/// </list>
/// Doubles find the amounts; what is promised of them is checked in exact integers afterwards, on whole documents.
/// </summary>
internal sealed class DualAscent
{
    private const double MultiplierCap = 1e9;
    private const int MaxTurns = 4000;
    private readonly double[] _targets;
    private readonly double[] _weights;
    private readonly double[] _caps;
    private readonly PlanRow[] _rows;
    private readonly double[] _multipliers;
    private readonly double[] _push; // sum over rows of multiplier × coefficient, by stratum

    /// <summary>For amounts of at least 0, all arrays by stratum.</summary>
    public DualAscent(double[] targets, double[] weights, double[] caps, PlanRow[] rows)
    {
        (_targets, _weights, _caps, _rows) = (targets, weights, caps, rows);
        _multipliers = new double[rows.Length];
        _push = new double[targets.Length];
    }

    /// <summary>Solves. False when no mix was found; then the amounts are the nearest compromise.</summary>
    public bool Solve(out double[] amounts, CancellationToken cancellation)
    {
        var found = Ascend(penalty: 0, cancellation);
        if (!found)
        {
            Array.Clear(_multipliers);
            Array.Clear(_push);
            Ascend(penalty: 1e-4, cancellation);
        }

        amounts = [.. Enumerable.Range(0, _targets.Length).Select(s => Amount(s, _push[s]))];
        return found;
    }

    private bool Ascend(double penalty, CancellationToken cancellation)
    {
        for (var turn = 0; turn < MaxTurns; turn++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var r = 0; r < _rows.Length; r++)
            {
                if (!Settle(r, penalty) && penalty == 0) return false;
            }

            if (_rows.All(Holds)) return true;
        }

        return false;
    }

    private bool Holds(PlanRow row)
    {
        double value = 0;
        for (var s = 0; s < _push.Length; s++) value += row.Coefficients[s] * Amount(s, _push[s]);
        return value >= row.Least - row.Tolerance && value <= row.Most + row.Tolerance;
    }

    /// <summary>Sets one row's multiplier; false when even the largest does not make the row hold.</summary>
    private bool Settle(int r, double penalty)
    {
        var row = _rows[r];
        var old = _multipliers[r];
        var give = row.Gives ? penalty * row.Scale : 0; // how much a multiplier of 1 forgives
        var atZero = Value(row, -old, 0);
        var target = atZero < row.Least ? row.Least : atZero > row.Most ? row.Most : double.NaN;
        if (double.IsNaN(target))
        {
            Set(r, 0);
            return true;
        }

        var (low, high) = target > atZero ? (0, MultiplierCap) : (-MultiplierCap, 0.0);
        var edge = target > atZero ? high : low;
        if (Math.Abs(target - Value(row, edge - old, give * edge)) > row.Tolerance && (Value(row, edge - old, give * edge) < target) == (target > atZero))
        {
            Set(r, give > 0 ? edge : old);
            return false;
        }

        var at = Math.Clamp(old, low, high);
        for (var step = 0; step < 200; step++)
        {
            var value = Value(row, at - old, give * at);
            if (Math.Abs(value - target) <= row.Tolerance / 4) break;
            if (value < target) low = at;
            else high = at;
            var slope = Slope(row, at - old) + give;
            var next = slope > 0 ? at + ((target - value) / slope) : double.NaN;
            var middle = low > -1 && high < 1 ? (low + high) / 2 : Middle(low, high);
            var newton = next > low && next < high;
            at = newton ? next : middle;
            if (high - low <= 1e-15 * Math.Max(Math.Abs(low), Math.Abs(high))) break;
        }

        Set(r, at);
        return true;
    }

    /// <summary>Halves the exponent rather than the number while the bracket is wide.</summary>
    private static double Middle(double low, double high) =>
        low >= 0 ? (Math.Sqrt((low + 1) * (high + 1)) - 1) : 1 - Math.Sqrt((1 - low) * (1 - high));

    private double Value(PlanRow row, double change, double given)
    {
        var value = given;
        for (var s = 0; s < _push.Length; s++)
        {
            if (row.Coefficients[s] != 0) value += row.Coefficients[s] * Amount(s, _push[s] + (change * row.Coefficients[s]));
        }

        return value;
    }

    private double Slope(PlanRow row, double change)
    {
        double slope = 0;
        for (var s = 0; s < _push.Length; s++)
        {
            var free = _targets[s] + (_weights[s] * (_push[s] + (change * row.Coefficients[s])));
            if (free > 0 && free < _caps[s]) slope += row.Coefficients[s] * row.Coefficients[s] * _weights[s];
        }

        return slope;
    }

    private double Amount(int stratum, double push) => Math.Clamp(_targets[stratum] + (_weights[stratum] * push), 0, _caps[stratum]);

    private void Set(int r, double multiplier)
    {
        var change = multiplier - _multipliers[r];
        if (change == 0) return;
        _multipliers[r] = multiplier;
        for (var s = 0; s < _push.Length; s++) _push[s] += change * _rows[r].Coefficients[s];
    }
}

/// <summary>A two-sided row in doubles: <c>Least &lt;= sum of coefficient × amount &lt;= Most</c>.</summary>
/// <param name="Coefficients">By stratum.</param>
/// <param name="Least">Lower side; may be minus infinity.</param>
/// <param name="Most">Upper side; may be infinity.</param>
/// <param name="Tolerance">How far off still counts as held.</param>
/// <param name="Scale">The size of the row's values.</param>
/// <param name="Gives">Whether a compromise may bend the row; the budget does not bend.</param>
internal sealed record PlanRow(double[] Coefficients, double Least, double Most, double Tolerance, double Scale, bool Gives);
