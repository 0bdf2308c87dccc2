using System.Numerics;

namespace MixPolicy.Planning;

/// <summary>What the solver found for a model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Found">Whether some amounts meet every row.</param>
/// <param name="Nearest">The nearest mix in doubles, as shares of the budget; the nearest compromise where none was found.</param>
/// <param name="Exact">The nearest mix, proved; null where no proof was found.</param>
internal sealed record SolvedMix(PlanModel Model, bool Found, double[] Nearest, ExactMix? Exact)
{
    private const int RemainderBits = 62;

    /// <summary>Solves a model in doubles and proves it in whole numbers.</summary>
    public static SolvedMix Of(PlanModel model, CancellationToken cancellation)
    {
        var strata = model.Strata();
        var ascent = new DualAscent(strata, [.. model.Rows.Select(r => r.ToDouble(model.Size))]);
        var found = ascent.Solve(out var amounts, cancellation);
        if (!found) return new SolvedMix(model, false, amounts, null);
        var multipliers = Enumerable.Range(0, model.Rows.Length).Select(ascent.Multiplier).ToArray();
        var holds = amounts.Select((a, s) => a <= strata.Floors[s] ? Hold.Floor
            : a >= strata.Caps[s] ? Hold.Cap
            : a == strata.Once[s] ? Hold.Once
            : a < strata.Once[s] ? Hold.Below : Hold.Above).ToArray();
        return new SolvedMix(model, true, amounts, new MixProof(model).Run(multipliers, holds, cancellation));
    }

    /// <summary>The same model without doubles, where they found no mix although there is one.</summary>
    public SolvedMix Surely(CancellationToken cancellation) =>
        new MixProof(Model).Surely(new double[Model.Rows.Length], [.. Nearest.Select(_ => Hold.Below)], cancellation) is { } exact
            ? this with { Found = true, Exact = exact }
            : this;

    /// <summary>The amounts in whole units, within their ranges, rounded by largest remainder (ties by the stratum's name): the total is rounded once.</summary>
    public IReadOnlyList<long> Amounts(PlanProblem problem, IReadOnlyList<AmountRange> ranges)
    {
        var fine = Enumerable.Range(0, Nearest.Length).Select(Fine).ToArray();
        var amounts = fine.Select(f => (long)(f >> RemainderBits)).ToArray();
        var sum = fine.Aggregate(BigInteger.One << (RemainderBits - 1), (total, f) => total + f) >> RemainderBits;
        var left = (int)(sum - amounts.Aggregate(BigInteger.Zero, (total, a) => total + a));
        var mask = (BigInteger.One << RemainderBits) - 1;
        var next = Enumerable.Range(0, fine.Length)
            .OrderByDescending(s => (long)(fine[s] & mask))
            .ThenBy(s => problem.Strata[s].Name, StringComparer.Ordinal);
        foreach (var s in next.Take(left)) amounts[s]++;
        return [.. amounts.Select((a, s) => Math.Clamp(a, ranges[s].Least, ranges[s].Most))];
    }

    /// <summary>An amount in units × 2^62, rounded down.</summary>
    private BigInteger Fine(int s) => Exact is { } exact
        ? (exact.Amounts[s] << (RemainderBits - Model.GrainBits)) / exact.Denominator
        : (BigInteger)Math.Round(Nearest[s] * Model.Size) << (RemainderBits - Model.GrainBits);
}
