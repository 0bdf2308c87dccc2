using System.Globalization;
using System.Numerics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>Figures for people, always from exact integers and always the same whatever the culture.</summary>
internal static class Figures
{
    private static readonly Fraction Hundred = new(100, 1);

    /// <summary>A whole number as it can be pasted into a policy: digits alone.</summary>
    public static string Plain(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whole number with thousands separated: <c>93,334</c>.</summary>
    public static string Of(BigInteger value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A number and its noun: <c>1 record</c>, <c>2 records</c>.</summary>
    public static string Count(BigInteger value, string noun) => $"{Of(value)} {noun}{(value.IsOne ? "" : "s")}";

    /// <summary>
    /// Percent with two decimals: <c>18.00 %</c>; with more where two would make it look equal to a number beside it that it is not.
    /// </summary>
    public static string Percent(Fraction share, Fraction? beside = null) =>
        (share * Hundred).ToDecimal(Decimals(share * Hundred, (beside ?? share) * Hundred, least: 2)) + " %";

    /// <summary>How many decimals tell two numbers apart: a limit that is missed never looks met. Both must be shown with as many.</summary>
    public static int Decimals(Fraction a, Fraction b, int least)
    {
        var decimals = least;
        while (a != b && a.ToDecimal(decimals) == b.ToDecimal(decimals)) decimals++;
        return decimals;
    }

    /// <summary>The nearest limit with four decimals that a measured share keeps: rounded down for at least, up for at most.</summary>
    public static string Reachable(Fraction measured, Sense sense)
    {
        var scaled = measured * new Fraction(10_000, 1);
        return new Fraction(sense == Sense.AtLeast ? scaled.Floor() : scaled.Ceiling(), 10_000).ToDecimal();
    }
}
