namespace MixPolicy.Planning.Conflicts;

/// <summary>
/// The simplex method in doubles, for speed: it finds the basis at which <see cref="ExactSimplex"/> has nothing left to do but to prove it. A wrong guess
/// costs time and nothing else. Columns are measured in parts of what they can matter, rows in parts of their largest coefficient; what is not basic is
/// kept as a dense dictionary.
/// </summary>
internal sealed class FloatSimplex
{
    private const double Tolerance = 1e-10;

    private readonly int _columns;
    private readonly double[][] _table; // by basic, then by what is not basic
    private readonly int[] _basic; // columns by number, then rows
    private readonly int[] _free;
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly double[] _value;
    private readonly double[] _cost;

    private FloatSimplex(BoxProgram program, System.Numerics.BigInteger[]? objective)
    {
        var rows = program.Rows.Length;
        _columns = program.Columns;
        (_low, _high, _value) = (new double[_columns + rows], new double[_columns + rows], new double[_columns + rows]);
        _table = [.. program.Rows.Select(row => row.Select(v => (double)v).ToArray())];
        _basic = [.. Enumerable.Range(_columns, rows)];
        _free = [.. Enumerable.Range(0, _columns)];
        _cost = objective is null ? new double[_columns] : [.. objective.Select(v => (double)v)];
        var sizes = new double[rows];
        for (var r = 0; r < rows; r++)
        {
            _low[_columns + r] = program.Least[r]?.ToDouble() ?? double.NegativeInfinity;
            _high[_columns + r] = program.Most[r]?.ToDouble() ?? double.PositiveInfinity;
            sizes[r] = Math.Max(Finite(_low[_columns + r]), Finite(_high[_columns + r]));
        }

        for (var j = 0; j < _columns; j++)
        {
            var (low, high) = (program.Low[j].ToDouble(), program.High[j].ToDouble());
            var matters = 0.0;
            for (var r = 0; r < rows; r++)
            {
                if (_table[r][j] != 0) matters = Math.Max(matters, 100 * sizes[r] / Math.Abs(_table[r][j]));
            }

            var unit = matters > low && matters < high ? matters : high > 0 ? high : 1;
            for (var r = 0; r < rows; r++) _table[r][j] *= unit;
            _cost[j] *= unit;
            (_low[j], _high[j], _value[j]) = (low / unit, high / unit, low / unit);
        }

        var most = _cost.Select(Math.Abs).DefaultIfEmpty().Max();
        for (var j = 0; j < _columns && most > 0; j++) _cost[j] /= most;
        for (var r = 0; r < rows; r++)
        {
            var size = Math.Max(_table[r].Select(Math.Abs).DefaultIfEmpty().Max(), sizes[r] / 100);
            if (size == 0) size = 1;
            for (var j = 0; j < _columns; j++) _table[r][j] /= size;
            (_low[_columns + r], _high[_columns + r]) = (_low[_columns + r] / size, _high[_columns + r] / size);
        }

        Recount();
    }

    /// <summary>A basis that is probably the last one.</summary>
    public static BoxBasis Guess(BoxProgram program, System.Numerics.BigInteger[]? objective, CancellationToken cancellation)
    {
        var simplex = new FloatSimplex(program, objective);
        simplex.Run((50 * program.Rows.Length) + 200, cancellation);
        return simplex.Basis(program);
    }

    private static double Finite(double value) => double.IsFinite(value) ? Math.Abs(value) : 0;

    private void Run(int pivots, CancellationToken cancellation)
    {
        var slopes = new double[_columns];
        var order = new List<int>();
        for (var turn = 0; turn < pivots; turn++)
        {
            cancellation.ThrowIfCancellationRequested();
            Slopes(slopes);
            order.Clear();
            for (var f = 0; f < _columns; f++)
            {
                if (Math.Abs(slopes[f]) > Tolerance && Helps(f, slopes[f])) order.Add(f);
            }

            if (order.Count == 0) return;
            order.Sort((a, b) => Math.Abs(slopes[b]).CompareTo(Math.Abs(slopes[a])) is var c and not 0 ? c : a.CompareTo(b));

            // Those that cross from bound to bound leave the slopes as they are; the first that something stops enters the basis.
            if (order.TrueForAll(f => Cross(f, slopes[f]))) continue;
        }
    }

    private bool Helps(int f, double slope) => slope < 0 ? _value[_free[f]] < _high[_free[f]] : _value[_free[f]] > _low[_free[f]];

    private void Slopes(double[] slopes)
    {
        Array.Clear(slopes);
        var searching = false;
        for (var i = 0; i < _basic.Length; i++)
        {
            var side = Outside(_basic[i]);
            if (side == 0) continue;
            searching = true;
            for (var f = 0; f < slopes.Length; f++) slopes[f] += side * _table[i][f];
        }

        if (searching) return;
        for (var f = 0; f < slopes.Length; f++)
        {
            if (_free[f] < _columns) slopes[f] += _cost[_free[f]];
        }

        for (var i = 0; i < _basic.Length; i++)
        {
            if (_basic[i] >= _columns || _cost[_basic[i]] == 0) continue;
            for (var f = 0; f < slopes.Length; f++) slopes[f] += _cost[_basic[i]] * _table[i][f];
        }
    }

    /// <summary>Moves one over to its other bound; false when something is in the way, and then that leaves the basis for it.</summary>
    private bool Cross(int f, double slope)
    {
        var v = _free[f];
        var sign = slope < 0 ? 1 : -1;
        var (step, leaving, bound) = (_high[v] - _low[v], -1, 0.0);
        for (var i = 0; i < _basic.Length; i++)
        {
            var move = sign * _table[i][f];
            if (Math.Abs(move) < Tolerance) continue;
            var b = _basic[i];
            var side = Outside(b);
            if (side != 0 && side == Math.Sign(move)) continue;
            var to = side == 0 ? (move > 0 ? _high[b] : _low[b]) : side > 0 ? _high[b] : _low[b];
            if (!double.IsFinite(to)) continue;
            var distance = Math.Max(0, (to - _value[b]) / move);
            // Of those that are equally near, the one that makes the steadier pivot.
            if (distance > step + Tolerance || (leaving >= 0 && distance > step - Tolerance && Math.Abs(move) <= Math.Abs(_table[leaving][f]))) continue;
            (step, leaving, bound) = (distance, i, to);
        }

        if (!double.IsFinite(step)) return true;
        for (var i = 0; i < _basic.Length; i++) _value[_basic[i]] += sign * step * _table[i][f];
        if (leaving < 0)
        {
            _value[v] = sign > 0 ? _high[v] : _low[v];
            return true;
        }

        _value[v] += sign * step;
        _value[_basic[leaving]] = bound;
        Pivot(leaving, f);
        return false;
    }

    private void Pivot(int i, int f)
    {
        var row = _table[i];
        var by = row[f];
        for (var c = 0; c < row.Length; c++) row[c] /= -by;
        row[f] = 1 / by;
        for (var other = 0; other < _table.Length; other++)
        {
            var times = _table[other][f];
            if (other == i || times == 0) continue;
            var target = _table[other];
            for (var c = 0; c < target.Length; c++) target[c] += times * row[c];
            target[f] = times * row[f];
        }

        (_basic[i], _free[f]) = (_free[f], _basic[i]);
        Recount();
    }

    /// <summary>Counts what is basic anew: errors do not add up.</summary>
    private void Recount()
    {
        for (var i = 0; i < _basic.Length; i++)
        {
            var sum = 0.0;
            for (var f = 0; f < _free.Length; f++) sum += _table[i][f] * _value[_free[f]];
            _value[_basic[i]] = sum;
        }
    }

    private int Outside(int v) => _value[v] < _low[v] - 1e-9 ? -1 : _value[v] > _high[v] + 1e-9 ? 1 : 0;

    private BoxBasis Basis(BoxProgram program)
    {
        var (atHigh, atMost) = (new bool[_columns], new bool[program.Rows.Length]);
        foreach (var v in _free)
        {
            if (v < _columns) atHigh[v] = _value[v] > (_low[v] + _high[v]) / 2;
            else atMost[v - _columns] = program.Least[v - _columns] is null || (program.Most[v - _columns] is not null && _value[v] > (_low[v] + _high[v]) / 2);
        }

        return new BoxBasis([.. _basic.Where(v => v < _columns)], [.. _free.Where(v => v >= _columns).Select(v => v - _columns)], atHigh, atMost);
    }
}
