using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Planning;

/// <summary>
/// The problem in whole numbers, for the proof: amounts are counted in grains, of which a unit holds a power of two, so many that the budget has about
/// 2^48. Targets are rounded to grains, their sum kept; everything after that is exact.
/// </summary>
/// <param name="GrainBits">A unit is 2 to this power of grains.</param>
/// <param name="Targets">What each stratum would hold if nothing bound.</param>
/// <param name="Weights">How cheaply each leaves its target; at least 1.</param>
/// <param name="Floors">The least of each.</param>
/// <param name="Caps">The most of each.</param>
/// <param name="Once">The amount at which everyone has been seen once, or the cap where that is less.</param>
/// <param name="Rows">The rows; the last is the budget.</param>
internal sealed record PlanModel(int GrainBits, long[] Targets, long[] Weights, long[] Floors, long[] Caps, long[] Once, ModelRow[] Rows)
{
    private const int BudgetBits = 48;
    private const int RemainderBits = 62;

    /// <summary>What a stratum without a target weighs, as a part of what it could hold: it comes in where a rule needs it, at a price.</summary>
    private const int UnaskedPart = 1000;

    /// <summary>The least that any other weighs, so that no multiplier grows beyond what doubles hold.</summary>
    private const int LeastPart = 1_000_000;

    /// <summary>How many strata there are.</summary>
    public int Count => Targets.Length;

    /// <summary>Puts it together.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="ranges">Floors and caps by stratum.</param>
    /// <param name="onlyAsked">Whether strata without a target stay at their floors.</param>
    public static PlanModel Of(PlanProblem problem, IReadOnlyList<AmountRange> ranges, bool onlyAsked)
    {
        var kept = ranges.Aggregate(BigInteger.Zero, (sum, r) => sum + r.Least);
        var had = ranges.Aggregate(BigInteger.Zero, (sum, r) => sum + r.Most);
        var most = BigInteger.Max(problem.Budget.Max!.Value, kept);
        var least = BigInteger.Min(problem.Budget.Min!.Value, had);
        var bits = Math.Max(0, BudgetBits - (int)most.GetBitLength());
        var budget = (long)most << bits;
        var targets = Grains(problem, bits);
        var n = targets.Length;
        var (weights, floors, caps, once) = (new long[n], new long[n], new long[n], new long[n]);
        for (var s = 0; s < n; s++)
        {
            // No stratum outgrows the budget: the bounds are cut to what can matter.
            floors[s] = Math.Min(ranges[s].Least, (long)most) << bits;
            caps[s] = onlyAsked && targets[s] == 0 ? floors[s] : Math.Min(ranges[s].Most, (long)most) << bits;
            once[s] = Math.Min(Math.Min(problem.Strata[s].Available, (long)most) << bits, caps[s]);
            weights[s] = Math.Max(1, Math.Max(targets[s], Math.Min(caps[s], budget) / (targets[s] == 0 ? UnaskedPart : LeastPart)));
        }

        var exact = problem.Budget.IsExact && least == most ? new Fraction(most, 1) : (Fraction?)null;
        return new PlanModel(
            bits, targets, weights, floors, caps, once,
            [.. problem.Constraints.Select(c => ModelRow.Of(c, problem, bits, exact)), ModelRow.OfBudget(least << bits, most << bits, n)]);
    }

    /// <summary>The strata in doubles, as shares of the budget.</summary>
    public PlanStrata Strata()
    {
        var size = Size;
        return new PlanStrata(Shares(Targets), Shares(Weights), Shares(Floors), Shares(Caps), Shares(Once));

        double[] Shares(long[] grains) => [.. grains.Select(g => g / size)];
    }

    /// <summary>The most that the budget allows, in grains.</summary>
    public double Size => (double)Rows[^1].Most!.Value.Numerator;

    /// <summary>Rounds to grains by largest remainder (ties by the stratum's name): the sum is the targets' sum, rounded once.</summary>
    private static long[] Grains(PlanProblem problem, int bits)
    {
        var fine = problem.Targets.Select(t => (t.Numerator << (bits + RemainderBits)) / t.Denominator).ToArray();
        var grains = fine.Select(f => (long)(f >> RemainderBits)).ToArray();
        var sum = fine.Aggregate(BigInteger.One << (RemainderBits - 1), (total, f) => total + f) >> RemainderBits;
        var left = (int)(sum - grains.Aggregate(BigInteger.Zero, (total, g) => total + g));
        var mask = (BigInteger.One << RemainderBits) - 1;
        var next = Enumerable.Range(0, fine.Length)
            .Where(s => !fine[s].IsZero)
            .OrderByDescending(s => (long)(fine[s] & mask))
            .ThenBy(s => problem.Strata[s].Name, StringComparer.Ordinal);
        foreach (var s in next.Take(left)) grains[s]++;
        // What is asked for, however little, is not unasked.
        for (var s = 0; s < grains.Length; s++) grains[s] = Math.Max(grains[s], fine[s].IsZero ? 0 : 1);
        return grains;
    }
}
