using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Planning;

/// <summary>
/// The least repetition factors, in hundredths, that would mend a shortage, counted as the planner counts: stratum by stratum, rounded down. Null where
/// something else than a repetition factor sets a cap, or none that a policy may state suffices.
/// </summary>
internal static class Factors
{
    private const int MaxTries = 10_000;
    private static readonly Fraction Largest = new(1_000_000, 1);

    /// <summary>The factor that, set for all of the strata, lets them give an amount.</summary>
    public static Fraction? Every(PlanProblem problem, IReadOnlyList<int> strata, BigInteger amount)
    {
        if (!AreFactors(problem, strata)) return null;
        var all = strata.Aggregate(BigInteger.Zero, (sum, s) => sum + problem.Strata[s].Available);
        return Least(new Fraction(amount, all), factor => factor <= Largest && Sum(strata, s => factor * Available(problem, s)) >= amount);
    }

    /// <summary>How many times the strata's caps must be raised so that they can be a share of the budget, or of all there is when that is less.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="strata">The strata, which can give something.</param>
    /// <param name="share">Their share, above 0.</param>
    /// <param name="others">What the others can give.</param>
    /// <param name="least">The least that the budget asks for.</param>
    public static Fraction? Times(PlanProblem problem, IReadOnlyList<int> strata, Fraction share, BigInteger others, BigInteger least)
    {
        if (!AreFactors(problem, strata)) return null;
        var had = strata.Aggregate(Fraction.Zero, (sum, s) => sum + (problem.Caps[s] * Available(problem, s)));
        var rest = Fraction.One - share;
        var needed = share * new Fraction(least, 1);
        if (rest > Fraction.Zero)
        {
            var withOthers = share * new Fraction(others, 1) * new Fraction(rest.Denominator, rest.Numerator);
            if (withOthers < needed) needed = withOthers;
        }

        return Least(needed * new Fraction(had.Denominator, had.Numerator), times =>
        {
            if (strata.Any(s => problem.Caps[s] * times > Largest)) return false;
            var sum = Sum(strata, s => problem.Caps[s] * times * Available(problem, s));
            return new Fraction(sum, 1) >= share * new Fraction(BigInteger.Min(least, others + sum), 1);
        });
    }

    private static bool AreFactors(PlanProblem problem, IReadOnlyList<int> strata) =>
        strata.Count > 0 && strata.All(s => problem.CapBounds[s].Code == Codes.RepetitionFactor);

    private static Fraction Available(PlanProblem problem, int s) => new(problem.Strata[s].Available, 1);

    private static BigInteger Sum(IReadOnlyList<int> strata, Func<int, Fraction> amount) =>
        strata.Aggregate(BigInteger.Zero, (sum, s) => sum + amount(s).Floor());

    private static Fraction? Least(Fraction bound, Func<Fraction, bool> suffices)
    {
        var hundredths = (bound * new Fraction(100, 1)).Ceiling();
        for (var tries = 0; tries < MaxTries; tries++, hundredths++)
        {
            var factor = new Fraction(hundredths, 100);
            if (suffices(factor)) return factor;
            if (factor > Largest) break;
        }

        return null;
    }
}
