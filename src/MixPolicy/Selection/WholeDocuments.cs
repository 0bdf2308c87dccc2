using System.Globalization;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Selection;

/// <summary>
/// Turns planned amounts into cuts between whole documents, such that every limit holds in exact integers and the total is within the largest
/// record of the budget (or in its range).
/// <list type="number">
/// <item>Round stratum by stratum to the nearest cut, carrying the rest to the next (error diffusion), strata with the same part in the limits
/// one after the other: the total, and each group, stays within half a record.</item>
/// <item>Then repair: move single cuts, or pairs of cuts, by a few documents, always taking the move that lessens the breach most; first
/// found wins a tie. Bounded, and the same on every machine.</item>
/// <item>Where no such move is left, the rows that are still broken weigh more from then on, which opens a way past the others (the breakout
/// method, Morris 1993).</item>
/// <item>When that ends, any two cuts may move as far as their windows reach: a count of records may need many small ones of one stratum for a few large
/// ones of another. From there repair begins again.</item>
/// <item>Where all that fails and strata are few, every choice of places is tried, and the one nearest to the plan taken.</item>
/// </list>
/// </summary>
internal sealed class WholeDocuments
{
    private const int MaxMoves = 2000;
    private const int MaxBreakouts = 100;
    private const int MaxPaired = 48;
    private const int MaxFarMoves = 4;
    private const int MaxFarTries = 300_000;
    private const int MaxChoices = 3_000_000;
    private static readonly int[] Steps = [1, -1, 2, -2, 4, -4, 8, -8, 16, -16, 32, -32];
    private static readonly int[] PairSteps = [1, -1, 2, -2, 4, -4];

    private readonly IReadOnlyList<CutWindow> _windows;
    private readonly ExactRow[] _rows;
    private readonly Int128[] _values;
    private readonly double[] _weights;
    private readonly int[] _places;

    /// <summary>For completed windows, one a stratum.</summary>
    public WholeDocuments(IReadOnlyList<CutWindow> windows, IReadOnlyList<Constraint> limits, Budget budget, long largest)
    {
        _windows = windows;
        _rows = [.. limits.Select(l => ExactRow.Of(l, windows.Count)), ExactRow.Of(budget, largest, windows.Count)];
        _values = new Int128[_rows.Length];
        _weights = [.. _rows.Select(_ => 1.0)];
        _places = new int[windows.Count];
    }

    /// <summary>Finds the cuts; false when the bounded repair found none that hold (the cuts are then the best it saw).</summary>
    /// <param name="asked">The planned amounts.</param>
    /// <param name="repairs">False to round only: where no amounts meet every limit, moving documents would trade one breach for another.</param>
    /// <param name="cuts">One a stratum.</param>
    public bool Find(IReadOnlyList<long> asked, bool repairs, out StratumCut[] cuts)
    {
        Round(asked);
        Recompute();
        var (best, bestPlaces) = (Breach(), (int[])_places.Clone());
        if (repairs) Repair(ref best, ref bestPlaces);
        for (var move = 0; repairs && move < MaxFarMoves && best > 0 && TryFar(bestPlaces); move++) Repair(ref best, ref bestPlaces);
        if (repairs && best > 0 && NearestOfAll(asked) is { } places) (best, bestPlaces) = (0, places);
        cuts = [.. bestPlaces.Select((place, s) => _windows[s].Cut(place))];
        return best == 0 && _windows.All(w => w.IsWithin);
    }

    /// <summary>Moves single cuts and pairs by a few documents until every row holds or the bounds are reached.</summary>
    private void Repair(ref double best, ref int[] bestPlaces)
    {
        var breach = Recompute();
        Remember(ref best, ref bestPlaces);
        for (int move = 0, breakout = 0; move < MaxMoves && best > 0; move++)
        {
            if (!TrySingle(ref breach) && !TryPair(breakout, ref breach))
            {
                if (++breakout > MaxBreakouts) break;
                breach = BreakOut();
            }

            Remember(ref best, ref bestPlaces);
        }
    }

    private void Remember(ref double best, ref int[] bestPlaces)
    {
        if (Breach() is var now && now < best) (best, bestPlaces) = (now, (int[])_places.Clone());
    }

    /// <summary>How far the rows are out of their bounds in all.</summary>
    private double Breach() => _rows.Select((row, r) => row.Breach(_values[r])).Sum();

    /// <summary>Makes the broken rows weigh more.</summary>
    private double BreakOut()
    {
        for (var r = 0; r < _rows.Length; r++)
        {
            if (_rows[r].Breach(_values[r]) > 0) _weights[r] *= 2;
        }

        var heaviest = _weights.Max();
        for (var r = 0; r < _rows.Length; r++) _weights[r] = Math.Max(_weights[r] / heaviest, 1e-6);
        return Recompute();
    }

    private void Round(IReadOnlyList<long> asked)
    {
        var order = Enumerable.Range(0, _windows.Count)
            .OrderBy(s => string.Join(',', _rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Amounts[s]}/{r.Records[s]}"))), StringComparer.Ordinal)
            .ThenBy(s => s);
        long carried = 0;
        foreach (var s in order)
        {
            _places[s] = _windows[s].Nearest(asked[s] + carried);
            carried += asked[s] - _windows[s].Amount(_places[s]);
        }
    }

    private double Recompute()
    {
        double breach = 0;
        for (var r = 0; r < _rows.Length; r++)
        {
            _values[r] = 0;
            for (var s = 0; s < _places.Length; s++) _values[r] += _rows[r].Value(s, _windows[s], _places[s]);
            breach += _weights[r] * _rows[r].Breach(_values[r]);
        }

        return breach;
    }

    private bool TrySingle(ref double breach)
    {
        var (best, bestStratum, bestStep) = (breach, -1, 0);
        for (var s = 0; s < _windows.Count; s++)
        {
            foreach (var step in Steps)
            {
                if (!CanMove(s, step)) continue;
                var after = After(s, step, -1, 0);
                if (after < best) (best, bestStratum, bestStep) = (after, s, step);
            }
        }

        if (bestStratum < 0) return false;
        _places[bestStratum] += bestStep;
        breach = Recompute();
        return true;
    }

    /// <summary>Where there are many strata, each round pairs other ones.</summary>
    private bool TryPair(int round, ref double breach)
    {
        var (best, first, firstStep, second, secondStep) = (breach, -1, 0, -1, 0);
        var movable = Enumerable.Range(0, _windows.Count).Where(s => _windows[s].Places > 1).ToArray();
        var near = movable.Length <= MaxPaired
            ? movable
            : [.. Enumerable.Range(0, MaxPaired).Select(i => movable[((round * MaxPaired / 2) + i) % movable.Length]).Order()];
        foreach (var a in near)
        {
            foreach (var b in near)
            {
                if (b <= a) continue;
                foreach (var stepA in PairSteps)
                {
                    foreach (var stepB in PairSteps)
                    {
                        if (!CanMove(a, stepA) || !CanMove(b, stepB)) continue;
                        var after = After(a, stepA, b, stepB);
                        if (after < best) (best, first, firstStep, second, secondStep) = (after, a, stepA, b, stepB);
                    }
                }
            }
        }

        if (first < 0) return false;
        _places[first] += firstStep;
        _places[second] += secondStep;
        breach = Recompute();
        return true;
    }

    /// <summary>From some places, the best move of any two cuts to anywhere in their windows; false when none lessens the breach.</summary>
    private bool TryFar(int[] places)
    {
        places.CopyTo(_places, 0);
        Array.Fill(_weights, 1);
        var (best, first, firstStep, second, secondStep) = (Recompute(), -1, 0, -1, 0);
        var tries = 0;
        for (var a = 0; a < _windows.Count; a++)
        {
            if (_windows[a].Places == 1) continue;
            for (var b = a + 1; b < _windows.Count; b++)
            {
                if (_windows[b].Places == 1) continue;
                tries += _windows[a].Places * _windows[b].Places;
                if (tries > MaxFarTries) break;
                for (var stepA = -_places[a]; _places[a] + stepA < _windows[a].Places; stepA++)
                {
                    for (var stepB = -_places[b]; _places[b] + stepB < _windows[b].Places; stepB++)
                    {
                        var after = After(a, stepA, b, stepB, best);
                        if (after < best) (best, first, firstStep, second, secondStep) = (after, a, stepA, b, stepB);
                    }
                }
            }
        }

        if (first < 0) return false;
        _places[first] += firstStep;
        _places[second] += secondStep;
        return true;
    }

    /// <summary>Of all choices of places that hold, the one nearest to the plan; null when none does, or there are too many to try.</summary>
    private int[]? NearestOfAll(IReadOnlyList<long> asked)
    {
        if (_windows.Aggregate(1.0, (choices, w) => choices * w.Places) > MaxChoices) return null;
        var places = new int[_windows.Count];
        var (least, nearest) = (Int128.MaxValue, (int[]?)null);
        for (var stratum = 0; stratum < places.Length;)
        {
            if (_rows.All(row => Holds(row, places)))
            {
                Int128 away = 0;
                for (var s = 0; s < places.Length; s++) away += Int128.Abs((Int128)_windows[s].Amount(places[s]) - asked[s]);
                if (away < least) (least, nearest) = (away, (int[])places.Clone());
            }

            for (stratum = 0; stratum < places.Length && ++places[stratum] == _windows[stratum].Places; stratum++) places[stratum] = 0;
        }

        return nearest;
    }

    private bool Holds(ExactRow row, int[] places)
    {
        Int128 value = 0;
        for (var s = 0; s < places.Length; s++) value += row.Value(s, _windows[s], places[s]);
        return value >= row.Least && value <= row.Most;
    }

    private bool CanMove(int stratum, int step) => _places[stratum] + step >= 0 && _places[stratum] + step < _windows[stratum].Places;

    /// <summary>The weighted breach after a move; as soon as it is no less than what is known, any number that is no less.</summary>
    private double After(int a, int stepA, int b, int stepB, double known = double.PositiveInfinity)
    {
        double breach = 0;
        for (var r = 0; r < _rows.Length && breach < known; r++)
        {
            var value = _values[r] + Change(r, a, stepA) + (b < 0 ? 0 : Change(r, b, stepB));
            breach += _weights[r] * _rows[r].Breach(value);
        }

        return breach;
    }

    private Int128 Change(int r, int s, int step) =>
        _rows[r].Value(s, _windows[s], _places[s] + step) - _rows[r].Value(s, _windows[s], _places[s]);
}
