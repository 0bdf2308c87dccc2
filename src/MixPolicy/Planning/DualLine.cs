namespace MixPolicy.Planning;

/// <summary>The dual along a direction, from a point to where the first multiplier comes to 0, if one does. Concave: it has one top.</summary>
internal sealed class DualLine
{
    private const int MaxHalvings = 60;
    private const int MaxStretches = 20;

    private readonly DualPoint _from;
    private readonly int[] _active;
    private readonly double[] _direction;
    private readonly double _end = double.PositiveInfinity;
    private readonly double[] _push; // what the direction adds to each stratum's pushes
    private readonly double[] _once;
    private readonly double _climb; // how fast the bounds make the dual climb, and how much of it is given up along the way
    private readonly double _give;

    /// <summary>For the rows that move, and how.</summary>
    public DualLine(DualPoint from, int[] active, double[] direction)
    {
        (_from, _active, _direction) = (from, active, direction);
        for (var i = 0; i < active.Length; i++)
        {
            if (Heads(i)) _end = Math.Min(_end, -from.Multiplier(active[i]) / direction[i]);
        }

        (_push, _once) = (new double[from.Strata.Count], new double[from.Strata.Count]);
        for (var i = 0; i < active.Length; i++)
        {
            if (direction[i] == 0) continue;
            var (row, old) = (from.Rows[active[i]], from.Multiplier(active[i]));
            _climb += direction[i] * (((old != 0 ? old : direction[i]) > 0 ? row.Least : row.Most) - (from.Give(active[i]) * old));
            _give += from.Give(active[i]) * direction[i] * direction[i];
            var push = row.CountsOnce ? _once : _push;
            foreach (var s in row.Strata) push[s] += direction[i] * row.Coefficients[s];
        }
    }

    /// <summary>Whether a row's multiplier comes to 0 at the line's end.</summary>
    public bool Ends(int i) => Heads(i) && -_from.Multiplier(_active[i]) / _direction[i] <= _end;

    /// <summary>How fast the dual climbs at a part of the direction.</summary>
    public double Steepness(double part)
    {
        double values = 0;
        for (var s = 0; s < _push.Length; s++)
        {
            if (_push[s] == 0 && _once[s] == 0) continue;
            var amount = _from.Amount(s, part * _push[s], part * _once[s]);
            values += (_push[s] * amount) + (_once[s] * Math.Min(amount, _from.Strata.Once[s]));
        }

        return _climb - (part * _give) - values;
    }

    /// <summary>The highest point, or nearly; and whether the line ends there, still climbing.</summary>
    public DualPoint Top(out bool atEnd)
    {
        var (low, high) = (0.0, Math.Min(1, _end));
        var climbs = Steepness(high) > 0;
        for (var stretch = 0; climbs && high < _end && stretch < MaxStretches; stretch++)
        {
            (low, high) = (high, Math.Min(_end, high * 4));
            climbs = Steepness(high) > 0;
        }

        atEnd = climbs && high == _end;
        for (var halving = 0; !climbs && halving < MaxHalvings && high - low > 1e-9 * high; halving++)
        {
            var middle = (low + high) / 2;
            if (Steepness(middle) > 0) low = middle;
            else high = middle;
        }

        return Along(high);
    }

    private bool Heads(int i) => _from.Multiplier(_active[i]) is var old && old != 0 && _direction[i] / old < 0;

    private DualPoint Along(double part)
    {
        var multipliers = Enumerable.Range(0, _from.Rows.Count).Select(_from.Multiplier).ToArray();
        for (var i = 0; i < _active.Length; i++)
        {
            multipliers[_active[i]] = part >= _end && Ends(i) ? 0 : multipliers[_active[i]] + (part * _direction[i]);
        }

        return _from.At(multipliers);
    }
}
