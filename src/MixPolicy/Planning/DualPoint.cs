namespace MixPolicy.Planning;

/// <summary>One multiplier a row, and what follows from them: the amounts, how far the rows are off, the dual's value. Not thread-safe.</summary>
internal sealed class DualPoint
{
    private readonly PlanStrata _strata;
    private readonly double[] _multipliers;
    private readonly double[] _push; // sum over rows of multiplier × coefficient, by stratum: rows that count amounts
    private readonly double[] _once; // and rows that count everyone once

    /// <summary>All multipliers 0.</summary>
    /// <param name="strata">The strata.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="penalty">How much a row that gives is forgiven for a multiplier of 1; 0 when every row must hold.</param>
    public DualPoint(PlanStrata strata, IReadOnlyList<PlanRow> rows, double penalty)
        : this(strata, rows, penalty, new double[rows.Count])
    {
    }

    /// <summary>At given multipliers.</summary>
    public DualPoint(PlanStrata strata, IReadOnlyList<PlanRow> rows, double penalty, double[] multipliers)
    {
        (_strata, Rows, Penalty, _multipliers) = (strata, rows, penalty, multipliers);
        (_push, _once) = (new double[strata.Count], new double[strata.Count]);
        for (var r = 0; r < rows.Count; r++)
        {
            if (multipliers[r] != 0) Push(r, multipliers[r]);
        }
    }

    /// <summary>The strata.</summary>
    public PlanStrata Strata => _strata;

    /// <summary>The rows.</summary>
    public IReadOnlyList<PlanRow> Rows { get; }

    /// <summary>What a row that gives is forgiven for a multiplier of 1.</summary>
    public double Penalty { get; }

    /// <summary>The same rows and strata at other multipliers.</summary>
    public DualPoint At(double[] multipliers) => new(_strata, Rows, Penalty, multipliers);

    /// <summary>A row's multiplier.</summary>
    public double Multiplier(int r) => _multipliers[r];

    /// <summary>How much a row is forgiven for a multiplier of 1.</summary>
    public double Give(int r) => Rows[r].Gives ? Penalty : 0;

    /// <summary>A stratum's amount.</summary>
    public double Amount(int s) => _strata.Amount(s, _push[s], _once[s]);

    /// <summary>A stratum's amount, were it pushed more.</summary>
    public double Amount(int s, double push, double oncePush) => _strata.Amount(s, _push[s] + push, _once[s] + oncePush);

    /// <summary>All amounts.</summary>
    public double[] Amounts() => [.. Enumerable.Range(0, _strata.Count).Select(Amount)];

    /// <summary>A row's value, what it is forgiven included, were its multiplier another one; and how fast it grows with that.</summary>
    public (double Value, double Slope) Measure(int r, double multiplier)
    {
        var row = Rows[r];
        var (coefficients, counts, change) = (row.Coefficients, row.CountsOnce, multiplier - _multipliers[r]);
        var (value, slope) = (Give(r) * multiplier, Give(r));
        foreach (var s in row.Strata)
        {
            var coefficient = coefficients[s];
            var amount = counts ? Amount(s, 0, change * coefficient) : Amount(s, change * coefficient, 0);
            value += coefficient * _strata.Counted(row, s, amount);
            if (_strata.IsFree(row, s, amount)) slope += coefficient * coefficient * _strata.Weights[s];
        }

        return (value, slope);
    }

    /// <summary>A row's value, what it is forgiven included.</summary>
    public double Value(int r) => Measure(r, _multipliers[r]).Value;

    /// <summary>Sets a row's multiplier.</summary>
    public void Set(int r, double multiplier)
    {
        var change = multiplier - _multipliers[r];
        if (change == 0) return;
        _multipliers[r] = multiplier;
        Push(r, change);
    }

    /// <summary>The furthest that any row is off: out of its bounds, or held by a multiplier where it is not at its bound.</summary>
    public double Error() => Enumerable.Range(0, Rows.Count).Select(r => Math.Abs(Miss(r))).DefaultIfEmpty().Max();

    /// <summary>How far a row is below (positive) or above (negative) the bound that it misses or is held to; 0 when it is content.</summary>
    public double Miss(int r)
    {
        var value = Value(r);
        var target = Rows[r].Target(value, _multipliers[r]);
        return double.IsNaN(target) ? 0 : target - value;
    }

    /// <summary>The dual's value: it is highest where the amounts are the nearest mix.</summary>
    public double Height()
    {
        double height = 0;
        for (var s = 0; s < _push.Length; s++) height += _strata.Least(s, _push[s], _once[s]);
        for (var r = 0; r < Rows.Count; r++)
        {
            if (_multipliers[r] != 0) height += (_multipliers[r] * Bound(r)) - (Give(r) * _multipliers[r] * _multipliers[r] / 2);
        }

        return height;
    }

    /// <summary>
    /// Whether the rows, each times its multiplier, add up to a demand that no amounts within the caps meet (Farkas): a proof that there is no mix.
    /// </summary>
    public bool IsContradiction()
    {
        if (Penalty > 0) return false;
        double demand = 0, size = 0, supply = 0;
        for (var r = 0; r < Rows.Count; r++)
        {
            if (_multipliers[r] == 0) continue;
            demand += _multipliers[r] * Bound(r);
            size += Math.Abs(_multipliers[r]);
        }

        for (var s = 0; s < _push.Length; s++) supply += _strata.Highest(s, _push[s], _once[s]);
        return demand - supply > DualAscent.Tolerance * size;
    }

    private double Bound(int r) => _multipliers[r] > 0 ? Rows[r].Least : Rows[r].Most;

    private void Push(int r, double change)
    {
        var row = Rows[r];
        var push = row.CountsOnce ? _once : _push;
        foreach (var s in row.Strata) push[s] += change * row.Coefficients[s];
    }
}
