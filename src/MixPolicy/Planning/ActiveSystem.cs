using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Planning;

/// <summary>
/// The equations of one active set: rows that are tight, and what holds each stratum. A free stratum's amount is target + weight × sum of multiplier ×
/// coefficient; that each tight row is at its bound then determines the multipliers.
/// </summary>
internal sealed class ActiveSystem
{
    private readonly PlanModel _model;
    private readonly IReadOnlyList<int> _rows;
    private readonly Hold[] _holds;
    private readonly BigInteger[,] _products;

    /// <summary>For rows, by number in the model.</summary>
    public ActiveSystem(PlanModel model, IReadOnlyList<int> rows, Hold[] holds)
    {
        (_model, _rows, _holds) = (model, rows, holds);
        _products = Products();
    }

    /// <summary>
    /// The multipliers that put the rows at their bounds, or as many of them as are independent on the free strata, first come first: numerators by row of
    /// the model over one denominator above 0; null when some whole numbers are out of luck with the prime.
    /// </summary>
    /// <param name="bounds">The bound of each row, in the order of the rows.</param>
    /// <param name="independent">The rows that were put at their bounds, by number in the model.</param>
    public (BigInteger[] Numerators, BigInteger Denominator)? Multipliers(IReadOnlyList<Fraction> bounds, out List<int> independent)
    {
        var chosen = PrimeField.Independent(_products, Enumerable.Range(0, _rows.Count));
        independent = [.. chosen.Select(i => _rows[i])];
        var numerators = new BigInteger[_model.Rows.Length];
        if (chosen.Count == 0) return (numerators, BigInteger.One);
        var matrix = new BigInteger[chosen.Count, chosen.Count];
        for (var i = 0; i < chosen.Count; i++)
        {
            for (var j = 0; j < chosen.Count; j++) matrix[i, j] = _products[chosen[i], chosen[j]];
        }

        var scale = Fraction.CommonDenominator(chosen.Select(i => bounds[i]));
        var right = chosen.Select(i => (bounds[i].Numerator * (scale / bounds[i].Denominator)) - (scale * Given(_rows[i]))).ToArray();
        if (LiftedSolve.Of(matrix)?.Run(right) is not { } solved) return null;
        for (var i = 0; i < chosen.Count; i++) numerators[_rows[chosen[i]]] = solved.Numerators[i];
        return (numerators, solved.Denominator * scale);
    }

    /// <summary>A row's value while all multipliers are 0.</summary>
    private BigInteger Given(int r)
    {
        var row = _model.Rows[r];
        var (own, all) = (BigInteger.Zero, BigInteger.Zero);
        for (var s = 0; s < _holds.Length; s++)
        {
            var amount = _holds[s] switch
            {
                Hold.Floor => _model.Floors[s],
                Hold.Cap => _model.Caps[s],
                Hold.Once => _model.Once[s],
                Hold.Above when row.CountsOnce => _model.Once[s],
                _ => _model.Targets[s],
            };
            if (row.CountsOnce && _holds[s] is Hold.Floor or Hold.Cap) amount = Math.Min(amount, _model.Once[s]);
            if (row.Coefficients[s] != 0) own += (Int128)row.Coefficients[s] * amount;
            all += amount;
        }

        return own + (row.Common * all);
    }

    /// <summary>
    /// How much each row's value grows with each other's multiplier: sums of weight × coefficient × coefficient over the strata that answer to both.
    /// </summary>
    private BigInteger[,] Products()
    {
        var k = _rows.Count;
        // One more, of ones: what is common to all coefficients of a row is multiplied in afterwards.
        var sums = new PairSums([.. _rows.Select(r => _model.Rows[r].Coefficients), null]);
        var (active, coefficients) = (new int[k + 1], new long[k + 1]);
        for (var s = 0; s < _holds.Length; s++)
        {
            if (_holds[s] is not (Hold.Below or Hold.Above)) continue;
            var count = 0;
            for (var i = 0; i < k; i++)
            {
                var row = _model.Rows[_rows[i]];
                if (row.Coefficients[s] == 0 || (row.CountsOnce && _holds[s] == Hold.Above)) continue;
                (active[count], coefficients[count++]) = (i, row.Coefficients[s]);
            }

            (active[count], coefficients[count++]) = (k, 1);
            sums.Add(active.AsSpan(0, count), coefficients.AsSpan(0, count), _model.Weights[s]);
        }

        var products = new BigInteger[k, k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var (a, b) = (_model.Rows[_rows[i]].Common, _model.Rows[_rows[j]].Common);
                products[i, j] = products[j, i] = sums[i, j] + (a * sums[k, j]) + (b * sums[k, i]) + (a * b * sums[k, k]);
            }
        }

        return products;
    }
}
