using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Planning;

/// <summary>
/// The least repetition factors, in hundredths, that would mend a shortage, counted as the planner counts: stratum by stratum, rounded down. Null where
/// something else than a repetition factor sets a cap, or where it would take more than <see cref="Worthwhile"/>.
/// </summary>
internal static class Factors
{
    /// <summary>Beyond 16 repetitions text is worth nothing more (Muennighoff et al., arXiv 2305.16264): not a remedy to offer.</summary>
    public static readonly Fraction Worthwhile = new(16, 1);

    private const int Steps = 100;
    private static readonly Fraction Four = new(4, 1);

    /// <summary>What is known of a factor: text repeated so often is worth so much.</summary>
    public static string Worth(Fraction factor) => factor <= Four
        ? "up to 4 repeats text almost as well as new text does"
        : "above 4, each repeat is worth less; at 16, nothing more";

    /// <summary>The factor that, set for all of the strata, lets them give an amount.</summary>
    public static Fraction? Every(PlanProblem problem, IReadOnlyList<int> strata, BigInteger amount) =>
        AreFactors(problem, strata) ? Least(Fraction.Zero, Worthwhile, factor => Sum(strata, s => factor * Available(problem, s)) >= amount) : null;

    /// <summary>The factor to which the limit that caps all of the strata must be raised, for every stratum that it caps.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="strata">The strata, which can give something.</param>
    /// <param name="share">Their share of the budget, or of all there is when that is less; above 0.</param>
    /// <param name="least">The least that the budget asks for.</param>
    public static Fraction? To(PlanProblem problem, IReadOnlyList<int> strata, Fraction share, BigInteger least)
    {
        if (!AreFactors(problem, strata)) return null;
        var (name, now) = (problem.CapBounds[strata[0]].Name, problem.Caps[strata[0]]);
        var capped = Enumerable.Range(0, problem.Strata.Count).Where(s => problem.CapBounds[s].Name == name).ToHashSet();
        if (!strata.All(capped.Contains) || capped.Any(s => problem.Caps[s] != now)) return null;
        return Least(now, Worthwhile, factor => Suffices(problem, strata, share, least, s => capped.Contains(s) ? factor : problem.Caps[s]));
    }

    /// <summary>How many times the strata's caps must be raised, where several limits set them.</summary>
    /// <inheritdoc cref="To"/>
    public static Fraction? Times(PlanProblem problem, IReadOnlyList<int> strata, Fraction share, BigInteger least)
    {
        if (!AreFactors(problem, strata)) return null;
        var highest = strata.Max(s => problem.Caps[s]);
        var raised = strata.ToHashSet();
        return Least(
            Fraction.One, Worthwhile * new Fraction(highest.Denominator, highest.Numerator),
            times => Suffices(problem, strata, share, least, s => raised.Contains(s) ? problem.Caps[s] * times : problem.Caps[s]));
    }

    private static bool Suffices(PlanProblem problem, IReadOnlyList<int> strata, Fraction share, BigInteger least, Func<int, Fraction> cap)
    {
        var all = Sum([.. Enumerable.Range(0, problem.Strata.Count)], s => cap(s) * Available(problem, s));
        return new Fraction(Sum(strata, s => cap(s) * Available(problem, s)), 1) >= share * new Fraction(BigInteger.Min(least, all), 1);
    }

    private static bool AreFactors(PlanProblem problem, IReadOnlyList<int> strata) =>
        strata.Count > 0 && strata.All(s => problem.CapBounds[s].Code == Codes.RepetitionFactor);

    private static Fraction Available(PlanProblem problem, int s) => new(problem.Strata[s].Available, 1);

    private static BigInteger Sum(IReadOnlyList<int> strata, Func<int, Fraction> amount) =>
        strata.Aggregate(BigInteger.Zero, (sum, s) => sum + amount(s).Floor());

    /// <summary>The least hundredth that suffices, above one bound and up to another. Rounding down may let a few below one that suffices fail.</summary>
    private static Fraction? Least(Fraction above, Fraction most, Func<Fraction, bool> suffices)
    {
        var (low, high) = ((above * new Fraction(Steps, 1)).Floor(), (most * new Fraction(Steps, 1)).Floor());
        if (high <= low || !suffices(new Fraction(high, Steps))) return null;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (suffices(new Fraction(middle, Steps))) high = middle;
            else low = middle;
        }

        return new Fraction(high, Steps);
    }
}
