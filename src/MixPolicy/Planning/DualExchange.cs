using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Planning;

/// <summary>
/// The nearest mix in whole numbers alone, by the dual method of Goldfarb and Idnani (1983): from the nearest mix under some of the limits, a broken one is
/// taken in at a time, and those that it makes superfluous go. Each limit that is taken in puts the mix further from the targets, so no set of limits comes
/// again, however many of them meet in one point: where the guess of doubles leads nowhere, this ends. A row that counts everyone once is the least of many
/// rows (<see cref="HeldRow"/>); those that matter are taken in as they are broken.
/// </summary>
internal sealed class DualExchange
{
    private const long MaxWork = 20_000_000; // products of coefficients: a second or two

    private readonly PlanModel _model;
    private readonly Hold?[] _held; // what bound a stratum is held at; null for none
    private readonly bool[] _isFixed;
    private readonly List<HeldRow> _rows = [];
    private BigInteger[] _multipliers = []; // of the held rows, over the denominator
    private BigInteger _denominator = 1;
    private long _work;

    /// <summary>For a model.</summary>
    public DualExchange(PlanModel model)
    {
        _model = model;
        _isFixed = [.. model.Floors.Zip(model.Caps, (floor, cap) => floor == cap)];
        _held = [.. _isFixed.Select(f => f ? Hold.Floor : (Hold?)null)];
    }

    /// <summary>The multipliers of the nearest mix: numerators by row of the model over one denominator; null when there is no mix, or too much to do.</summary>
    /// <param name="multipliers">By row, a guess.</param>
    /// <param name="holds">By stratum, a guess.</param>
    /// <param name="cancellation">Ends it.</param>
    public (BigInteger[] Numerators, BigInteger Denominator)? Run(double[] multipliers, Hold[] holds, CancellationToken cancellation)
    {
        Begin(multipliers, holds);
        while (Broken() is { } broken)
        {
            if (!TakeIn(broken, cancellation)) return null;
        }

        var numerators = new BigInteger[_model.Rows.Length];
        for (var i = 0; i < _rows.Count; i++) numerators[_rows[i].Row] += _rows[i].Sign * _multipliers[i];
        return (numerators, _denominator);
    }

    /// <summary>Holds what the guess holds, less what pulls the wrong way.</summary>
    private void Begin(double[] multipliers, Hold[] holds)
    {
        for (var s = 0; s < holds.Length; s++)
        {
            if (holds[s] is Hold.Floor or Hold.Cap && !_isFixed[s]) _held[s] = holds[s];
        }

        for (var r = 0; r < multipliers.Length; r++)
        {
            var side = multipliers[r] > 0 ? _model.Rows[r].Least : multipliers[r] < 0 ? _model.Rows[r].Most : null;
            if (side is not null) _rows.Add(HeldRow.Of(_model, r, multipliers[r] > 0, IsBelow));
        }

        while (!Settle())
        {
        }

        bool IsBelow(int s) => holds[s] is Hold.Below or Hold.Once || (holds[s] is Hold.Floor or Hold.Cap && Bound(s, holds[s]) <= _model.Once[s]);
    }

    /// <summary>Sets the multipliers that put the held rows at their bounds; false when something pulled the wrong way and was let go.</summary>
    private bool Settle()
    {
        var products = Products(null);
        var independent = PrimeField.Independent(products, Enumerable.Range(0, _rows.Count));
        if (independent.Count < _rows.Count)
        {
            HeldRow[] kept = [.. independent.Select(i => _rows[i])];
            _rows.Clear();
            _rows.AddRange(kept);
            return false;
        }

        var bounds = _rows.Select(r => r.Bound).ToArray();
        var scale = Fraction.CommonDenominator(bounds);
        var right = new BigInteger[_rows.Count];
        for (var i = 0; i < right.Length; i++)
        {
            var given = BigInteger.Zero;
            for (var s = 0; s < _held.Length; s++) given += _rows[i].Coefficients[s] * Bound(s, _held[s]);
            right[i] = (bounds[i].Numerator * (scale / bounds[i].Denominator)) - (scale * given);
        }

        if (Solve(products, right) is not { } solved) return LetAllGo();
        (_multipliers, _denominator) = (solved.Numerators, solved.Denominator * scale);
        var wrong = Enumerable.Range(0, _rows.Count).Where(i => _multipliers[i].Sign < 0).ToList();
        foreach (var i in wrong.AsEnumerable().Reverse()) _rows.RemoveAt(i);
        var pushes = wrong.Count > 0 ? [] : Pushes(_multipliers);
        var isRight = wrong.Count == 0;
        for (var s = 0; s < pushes.Length; s++)
        {
            if (_held[s] is null || _isFixed[s] || Pull(s, pushes[s]).Sign * Way(s) >= 0) continue;
            (_held[s], isRight) = (null, false);
        }

        return isRight;
    }

    private bool LetAllGo()
    {
        _rows.Clear();
        for (var s = 0; s < _held.Length; s++) _held[s] = _isFixed[s] ? Hold.Floor : null;
        return false;
    }

    /// <summary>Takes in a broken limit; false when the held ones contradict it, or where it takes too much.</summary>
    private bool TakeIn(HeldRow broken, CancellationToken cancellation)
    {
        var own = new Fraction(BigInteger.Zero, BigInteger.One); // its multiplier
        var missing = broken.Bound - Value(broken);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            _work += (long)_held.Length * (_rows.Count + 1) * (_rows.Count + 1);
            if (_work > MaxWork) return false;

            // As its multiplier grows by 1, the held rows stay at their bounds when theirs change so much.
            var k = _rows.Count;
            var products = Products(broken);
            var right = new BigInteger[k];
            for (var i = 0; i < k; i++) right[i] = -products[i, k];
            if (Solve(products, right) is not { } change) return false;
            var rate = change.Denominator * products[k, k];
            for (var i = 0; i < k; i++) rate += change.Numerators[i] * products[i, k];
            var (step, row, stratum) = FirstToGo(broken, own, change.Numerators, change.Denominator);
            var whole = rate.Sign > 0 ? missing * new Fraction(change.Denominator, rate) : (Fraction?)null;
            if (whole is null && step is null) return false;
            var isWhole = whole is { } w && (step is null || w <= step.Value);
            var length = isWhole ? whole!.Value : step!.Value;
            own += length;
            missing -= length * new Fraction(rate, change.Denominator);
            Move(length, change.Numerators, change.Denominator, isWhole && broken.Stratum is null ? own : null);
            if (isWhole)
            {
                if (broken.Stratum is { } bounded) _held[bounded] = broken.Sign > 0 ? Hold.Floor : Hold.Cap;
                else _rows.Add(broken);
                return true;
            }

            if (stratum >= 0) _held[stratum] = null;
            else LetGo(row);
        }
    }

    private void LetGo(int row)
    {
        _rows.RemoveAt(row);
        _multipliers = [.. _multipliers.Where((_, i) => i != row)];
    }

    /// <summary>How far the broken limit's multiplier may grow until that of a held limit comes to 0, and which limit that is.</summary>
    private (Fraction? Step, int Row, int Stratum) FirstToGo(HeldRow broken, Fraction own, BigInteger[] change, BigInteger denominator)
    {
        (BigInteger Part, BigInteger Of)? least = null;
        var (row, stratum) = (-1, -1);
        for (var i = 0; i < _rows.Count; i++)
        {
            if (change[i].Sign < 0 && Meets(_multipliers[i] * denominator, -change[i] * _denominator)) (row, stratum) = (i, -1);
        }

        var (pushes, changes) = (Pushes(_multipliers), Pushes(change));
        for (var s = 0; s < _held.Length; s++)
        {
            if (_held[s] is null || _isFixed[s]) continue;
            var growth = -(changes[s] + (denominator * broken.Coefficients[s])) * Way(s) * _model.Weights[s];
            if (growth.Sign >= 0) continue;
            var at = ((Pull(s, pushes[s]) * own.Denominator) - (_denominator * own.Numerator * broken.Coefficients[s] * _model.Weights[s])) * Way(s);
            if (Meets(at * denominator, -growth * _denominator * own.Denominator)) (row, stratum) = (-1, s);
        }

        return (least is { } l ? new Fraction(l.Part, l.Of) : null, row, stratum);

        bool Meets(BigInteger part, BigInteger of)
        {
            if (least is { } known && part * known.Of >= known.Part * of) return false;
            least = (part, of);
            return true;
        }
    }

    /// <summary>Changes the multipliers, and puts a new one beside them.</summary>
    private void Move(Fraction length, BigInteger[] change, BigInteger denominator, Fraction? added)
    {
        Fraction[] moved =
        [
            .. _multipliers.Select((m, i) => new Fraction(m, _denominator) + (length * new Fraction(change[i], denominator))),
            .. added is { } own ? [own] : Array.Empty<Fraction>(),
        ];
        _denominator = Fraction.CommonDenominator(moved);
        _multipliers = [.. moved.Select(m => m.Numerator * (_denominator / m.Denominator))];
    }

    /// <summary>The limit that is broken most; null when the mix keeps them all.</summary>
    private HeldRow? Broken()
    {
        var amounts = Amounts();
        var (most, found) = (0.0, (HeldRow?)null);
        for (var s = 0; s < amounts.Length; s++)
        {
            var (below, above) = ((_denominator * _model.Floors[s]) - amounts[s], amounts[s] - (_denominator * _model.Caps[s]));
            if (_held[s] is not null || (below.Sign <= 0 && above.Sign <= 0)) continue;
            var by = new Fraction(below.Sign > 0 ? below : above, _denominator).ToDouble();
            if (by > most) (most, found) = (by, HeldRow.OfBound(_model, s, below.Sign > 0));
        }

        for (var r = 0; r < _model.Rows.Length; r++)
        {
            for (var side = 0; side < 2; side++)
            {
                if ((side == 0 ? _model.Rows[r].Least : _model.Rows[r].Most) is null) continue;
                var row = HeldRow.Of(_model, r, side == 0, s => amounts[s] < _denominator * _model.Once[s]);
                var missing = row.Bound - Value(row, amounts);
                if (missing <= Fraction.Zero) continue;
                var by = (missing * new Fraction(1, BigInteger.Max(1, row.Coefficients.Select(BigInteger.Abs).Max()))).ToDouble();
                if (by > most || found is null) (most, found) = (by, row);
            }
        }

        return found;
    }

    private Fraction Value(HeldRow row) => Value(row, Amounts());

    private Fraction Value(HeldRow row, BigInteger[] amounts)
    {
        var value = BigInteger.Zero;
        for (var s = 0; s < amounts.Length; s++)
        {
            if (!row.Coefficients[s].IsZero) value += row.Coefficients[s] * amounts[s];
        }

        return new Fraction(value, _denominator);
    }

    /// <summary>The amounts that follow from what is held, times the denominator.</summary>
    private BigInteger[] Amounts()
    {
        var pushes = Pushes(_multipliers);
        return
        [
            .. pushes.Select((push, s) => _held[s] is { } hold
                ? _denominator * Bound(s, hold)
                : (_denominator * _model.Targets[s]) + (_model.Weights[s] * push)),
        ];
    }

    /// <summary>Sums of multiplier × coefficient over the held rows, by stratum.</summary>
    private BigInteger[] Pushes(BigInteger[] multipliers)
    {
        var pushes = new BigInteger[_held.Length];
        for (var i = 0; i < _rows.Count; i++)
        {
            if (multipliers[i].IsZero) continue;
            for (var s = 0; s < pushes.Length; s++)
            {
                if (!_rows[i].Coefficients[s].IsZero) pushes[s] += multipliers[i] * _rows[i].Coefficients[s];
            }
        }

        return pushes;
    }

    /// <summary>How far the bound of a held stratum pulls it from where the rows would have it, times the denominator.</summary>
    private BigInteger Pull(int s, BigInteger push) => (_denominator * (Bound(s, _held[s]) - _model.Targets[s])) - (_model.Weights[s] * push);

    /// <summary>1 where the bound that holds a stratum may pull it up only, -1 for down only.</summary>
    private int Way(int s) => _held[s] == Hold.Floor ? 1 : -1;

    private long Bound(int s, Hold? hold) => hold switch
    {
        Hold.Floor => _model.Floors[s],
        Hold.Cap => _model.Caps[s],
        _ => _model.Targets[s],
    };

    /// <summary>Sums of weight × coefficient × coefficient over the free strata, by pairs of held rows, and of one more.</summary>
    private BigInteger[,] Products(HeldRow? more)
    {
        HeldRow[] rows = more is null ? [.. _rows] : [.. _rows, more];
        var products = new BigInteger[rows.Length, rows.Length];
        for (var s = 0; s < _held.Length; s++)
        {
            if (_held[s] is not null) continue;
            for (var i = 0; i < rows.Length; i++)
            {
                if (rows[i].Coefficients[s].IsZero) continue;
                var weighted = _model.Weights[s] * rows[i].Coefficients[s];
                for (var j = 0; j <= i; j++)
                {
                    if (!rows[j].Coefficients[s].IsZero) products[i, j] = products[j, i] = products[i, j] + (weighted * rows[j].Coefficients[s]);
                }
            }
        }

        return products;
    }

    /// <summary>Solves for the held rows.</summary>
    private static (BigInteger[] Numerators, BigInteger Denominator)? Solve(BigInteger[,] products, BigInteger[] right)
    {
        if (right.Length == 0) return ([], BigInteger.One);
        var matrix = new BigInteger[right.Length, right.Length];
        for (var i = 0; i < right.Length; i++)
        {
            for (var j = 0; j < right.Length; j++) matrix[i, j] = products[i, j];
        }

        return LiftedSolve.Of(matrix)?.Run(right);
    }
}
