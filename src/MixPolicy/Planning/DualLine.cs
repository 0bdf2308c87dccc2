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

    /// <summary>For the rows that move, and how.</summary>
    public DualLine(DualPoint from, int[] active, double[] direction)
    {
        (_from, _active, _direction) = (from, active, direction);
        for (var i = 0; i < active.Length; i++)
        {
            if (Heads(i)) _end = Math.Min(_end, -from.Multiplier(active[i]) / direction[i]);
        }
    }

    /// <summary>Whether a row's multiplier comes to 0 at the line's end.</summary>
    public bool Ends(int i) => Heads(i) && -_from.Multiplier(_active[i]) / _direction[i] <= _end;

    /// <summary>How fast the dual climbs at a part of the direction.</summary>
    public double Steepness(double part)
    {
        var point = part == 0 ? _from : Along(part);
        double steepness = 0;
        for (var i = 0; i < _active.Length; i++)
        {
            if (_direction[i] == 0) continue;
            var (row, old) = (_from.Rows[_active[i]], _from.Multiplier(_active[i]));
            var bound = (old != 0 ? old : _direction[i]) > 0 ? row.Least : row.Most;
            steepness += _direction[i] * (bound - point.Value(_active[i], point.Multiplier(_active[i])));
        }

        return steepness;
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
