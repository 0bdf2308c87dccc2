using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Planning.Conflicts;

/// <summary>
/// Settles a <see cref="BoxProgram"/> in exact rationals: the simplex method for bounded columns, on a basis no larger than the rows that are tight.
/// <list type="number">
/// <item>While something lies outside its bounds, the sum of how far is made smaller; when that is at its least and not 0, its multipliers are the proof
/// that there is no point.</item>
/// <item>Then an objective, if there is one, is made smaller.</item>
/// <item>The steepest column enters; after a step of length 0 the first one that helps, so that no basis comes back (Bland 1977).</item>
/// </list>
/// It may start from a basis that doubles have found, and then has mostly nothing left to do but to prove it.
/// </summary>
internal sealed class ExactSimplex
{
    private readonly BoxProgram _program;
    private readonly BigInteger[]? _objective;
    private readonly List<int> _basic = [];
    private readonly List<int> _tight = [];
    private readonly bool[] _isBasic;
    private readonly bool[] _isTight;
    private readonly bool[] _atHigh;
    private readonly bool[] _atMost;
    private readonly Fraction[] _x;
    private readonly Fraction[] _value;
    private BigInteger[][] _inverse = [];
    private BigInteger _denominator = 1;

    private ExactSimplex(BoxProgram program, BigInteger[]? objective)
    {
        (_program, _objective) = (program, objective);
        (_isBasic, _atHigh, _x) = (new bool[program.Columns], new bool[program.Columns], new Fraction[program.Columns]);
        (_isTight, _atMost, _value) = (new bool[program.Rows.Length], new bool[program.Rows.Length], new Fraction[program.Rows.Length]);
    }

    /// <summary>Settles a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="objective">What is to be least, by column; null when any point will do.</param>
    /// <param name="start">Where to begin; null for where doubles end.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static BoxAnswer Solve(BoxProgram program, BigInteger[]? objective, BoxBasis? start, CancellationToken cancellation)
    {
        var simplex = new ExactSimplex(program, objective);
        simplex.Begin(start ?? FloatSimplex.Guess(program, objective, cancellation));
        return simplex.Run(cancellation);
    }

    private void Begin(BoxBasis start)
    {
        start.AtHigh.CopyTo(_atHigh, 0);
        start.AtMost.CopyTo(_atMost, 0);
        foreach (var j in start.Basic) Enter(j);
        foreach (var r in start.Tight) Tighten(r, start.AtMost[r]);
        if (!Invert())
        {
            foreach (var j in start.Basic) _isBasic[j] = false;
            foreach (var r in start.Tight) _isTight[r] = false;
            _basic.Clear();
            _tight.Clear();
            Invert();
        }

        for (var j = 0; j < _x.Length; j++) _x[j] = _isBasic[j] ? Fraction.Zero : _atHigh[j] ? _program.High[j] : _program.Low[j];
        for (var r = 0; r < _value.Length; r++) _value[r] = Sum(r);
        var missing = _tight.Select(r => Side(r, _atMost[r]) - _value[r]).ToArray();
        for (var c = 0; c < _basic.Count; c++)
        {
            for (var t = 0; t < missing.Length; t++) _x[_basic[c]] += new Fraction(_inverse[c][t], _denominator) * missing[t];
        }

        for (var r = 0; r < _value.Length && _basic.Count > 0; r++) _value[r] = _isTight[r] ? Side(r, _atMost[r]) : Sum(r);
    }

    private BoxAnswer Run(CancellationToken cancellation)
    {
        var stuck = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var weights = Enumerable.Range(0, _value.Length).Select(r => _isTight[r] ? 0 : Outside(_value[r], _program.Least[r], _program.Most[r])).ToArray();
            var outside = _basic.Select(j => Outside(_x[j], _program.Low[j], _program.High[j])).ToArray();
            var searching = weights.Any(w => w != 0) || outside.Any(w => w != 0);
            if (!searching && _objective is null) return new BoxAnswer(_x, [], []);
            var multipliers = Multipliers(weights, outside, searching);
            var reduced = Combine(multipliers);
            if (!searching)
            {
                for (var j = 0; j < reduced.Length; j++) reduced[j] += _denominator * _objective![j];
            }

            var (column, row) = Entering(reduced, multipliers, stuck);
            if (column < 0 && row < 0) return searching ? new BoxAnswer(null, multipliers, reduced) : new BoxAnswer(_x, [], []);
            stuck = !Step(column, row, searching);
            if (!Invert()) throw new InvalidOperationException("a pivot of the simplex method left no basis");
        }
    }

    /// <summary>What each row weighs in the cost, times the denominator; of a tight row, less what the basic columns already pay for.</summary>
    private BigInteger[] Multipliers(int[] weights, int[] outside, bool searching)
    {
        var multipliers = weights.Select(w => w * _denominator).ToArray();
        var cost = new BigInteger[_basic.Count];
        for (var c = 0; c < cost.Length; c++)
        {
            var j = _basic[c];
            cost[c] = searching ? outside[c] : _objective![j];
            for (var r = 0; r < weights.Length; r++)
            {
                if (weights[r] != 0) cost[c] += weights[r] * _program.Rows[r][j];
            }
        }

        for (var t = 0; t < _tight.Count; t++)
        {
            var sum = BigInteger.Zero;
            for (var c = 0; c < cost.Length; c++) sum += cost[c] * _inverse[c][t];
            multipliers[_tight[t]] = -sum;
        }

        return multipliers;
    }

    private BigInteger[] Combine(BigInteger[] multipliers)
    {
        var combined = new BigInteger[_program.Columns];
        for (var r = 0; r < multipliers.Length; r++)
        {
            if (multipliers[r].IsZero) continue;
            var row = _program.Rows[r];
            for (var j = 0; j < combined.Length; j++) combined[j] += multipliers[r] * row[j];
        }

        return combined;
    }

    /// <summary>The column, or the tight row, that leaves its bound; -1 for none.</summary>
    private (int Column, int Row) Entering(BigInteger[] reduced, BigInteger[] multipliers, bool first)
    {
        var (column, row, steepest) = (-1, -1, 0.0);
        for (var j = 0; j < reduced.Length; j++)
        {
            if (_isBasic[j] || reduced[j].IsZero || reduced[j].Sign > 0 != _atHigh[j] || _program.Low[j] == _program.High[j]) continue;
            if (first) return (j, -1);
            var slope = Math.Abs((double)reduced[j]) * (_program.High[j] - _program.Low[j]).ToDouble();
            if (slope > steepest) (column, steepest) = (j, slope);
        }

        if (column >= 0) return (column, -1);
        foreach (var r in _tight.Order())
        {
            // The cost grows with what a tight row is held to by minus its multiplier.
            if (multipliers[r].IsZero || multipliers[r].Sign < 0 != _atMost[r] || _program.Least[r] == _program.Most[r]) continue;
            if (first) return (-1, r);
            var slope = Math.Abs((double)multipliers[r]);
            if (slope > steepest) (row, steepest) = (r, slope);
        }

        return (-1, row);
    }

    /// <summary>Moves one column or tight row off its bound as far as nothing else leaves its own. False when that is nowhere.</summary>
    private bool Step(int column, int row, bool searching)
    {
        var sign = column >= 0 ? (_atHigh[column] ? -1 : 1) : (_atMost[row] ? -1 : 1);
        var moves = new BigInteger[_basic.Count];
        for (var c = 0; c < moves.Length; c++)
        {
            var sum = BigInteger.Zero;
            for (var t = 0; t < _tight.Count; t++)
            {
                if (column >= 0) sum -= _inverse[c][t] * _program.Rows[_tight[t]][column];
                else if (_tight[t] == row) sum += _inverse[c][t];
            }

            moves[c] = sign * sum;
        }

        var shifts = new BigInteger[_value.Length];
        for (var r = 0; r < shifts.Length; r++)
        {
            if (_isTight[r]) continue;
            if (column >= 0) shifts[r] = sign * _denominator * _program.Rows[r][column];
            for (var c = 0; c < moves.Length; c++) shifts[r] += moves[c] * _program.Rows[r][_basic[c]];
        }

        // The step, times the denominator; the entering one may cross over to its own other bound.
        Fraction? far = column >= 0 ? _program.High[column] - _program.Low[column] : Width(row);
        var (step, leaving, isRow, leavesHigh) = (far, -1, false, false);
        for (var c = 0; c < moves.Length; c++) Meet(_basic[c], false, _x[_basic[c]], moves[c], _program.Low[_basic[c]], _program.High[_basic[c]]);
        for (var r = 0; r < shifts.Length; r++)
        {
            if (!_isTight[r]) Meet(r, true, _value[r], shifts[r], _program.Least[r], _program.Most[r]);
        }

        var length = step ?? throw new InvalidOperationException("a step of the simplex method has no end");
        var part = new Fraction(1, _denominator) * length;
        for (var c = 0; c < moves.Length; c++) _x[_basic[c]] += new Fraction(moves[c], 1) * part;
        for (var r = 0; r < shifts.Length; r++) _value[r] += new Fraction(shifts[r], 1) * part;
        if (column >= 0) _x[column] += new Fraction(sign, 1) * length;
        else _value[row] += new Fraction(sign, 1) * length;
        Swap(column, row, leaving, isRow, leavesHigh);
        return length > Fraction.Zero;

        void Meet(int which, bool ofRow, Fraction at, BigInteger move, Fraction? low, Fraction? high)
        {
            if (move.IsZero) return;
            var outside = Outside(at, low, high);
            // What is outside comes in first; what moves away from its bounds is paid for already.
            if (outside != 0 && outside == move.Sign) return;
            var toHigh = outside == 0 ? move.Sign > 0 : outside > 0;
            if ((toHigh ? high : low) is not { } bound) return;
            var distance = (bound - at) * new Fraction(_denominator, move);
            if (step is { } s && (distance > s || (distance == s && leaving >= 0 && (isRow ? _x.Length + leaving : leaving) <= (ofRow ? _x.Length + which : which)))) return;
            (step, leaving, isRow, leavesHigh) = (distance, which, ofRow, toHigh);
        }
    }

    private void Swap(int column, int row, int leaving, bool isRow, bool leavesHigh)
    {
        if (leaving < 0)
        {
            if (column >= 0) _atHigh[column] = !_atHigh[column];
            else _atMost[row] = !_atMost[row];
            return;
        }

        if (column >= 0)
        {
            Enter(column);
        }
        else
        {
            _isTight[row] = false;
            _tight.Remove(row);
        }

        if (isRow)
        {
            Tighten(leaving, leavesHigh);
            _value[leaving] = Side(leaving, leavesHigh);
        }
        else
        {
            _isBasic[leaving] = false;
            _basic.Remove(leaving);
            _atHigh[leaving] = leavesHigh;
        }
    }

    private void Enter(int column)
    {
        _isBasic[column] = true;
        _basic.Add(column);
    }

    private void Tighten(int row, bool atMost)
    {
        _isTight[row] = true;
        _atMost[row] = atMost;
        _tight.Add(row);
    }

    private bool Invert()
    {
        if (_basic.Count != _tight.Count) return false;
        var found = IntegerInverse.Of([.. _tight.Select(r => _basic.Select(j => _program.Rows[r][j]).ToArray())]);
        if (found is not var (numerators, denominator)) return false;
        (_inverse, _denominator) = (numerators, denominator);
        return true;
    }

    private Fraction Sum(int row)
    {
        var (whole, parts) = (BigInteger.Zero, Fraction.Zero);
        for (var j = 0; j < _x.Length; j++)
        {
            var coefficient = _program.Rows[row][j];
            if (coefficient.IsZero || _x[j].Numerator.IsZero) continue;
            if (_x[j].IsWhole) whole += coefficient * _x[j].Numerator;
            else parts += new Fraction(coefficient, 1) * _x[j];
        }

        return new Fraction(whole, 1) + parts;
    }

    private Fraction Side(int row, bool most) => (most ? _program.Most[row] : _program.Least[row])!.Value;

    private Fraction? Width(int row) => _program.Most[row] is { } most && _program.Least[row] is { } least ? most - least : null;

    /// <summary>-1 below, 1 above, 0 within.</summary>
    private static int Outside(Fraction value, Fraction? low, Fraction? high) => low is { } l && value < l ? -1 : high is { } h && value > h ? 1 : 0;
}
