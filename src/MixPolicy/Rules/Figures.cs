using System.Globalization;
using System.Numerics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>Figures for people, always from exact integers and always the same whatever the culture.</summary>
internal static class Figures
{
    /// <summary>Whole number with thousands separated: <c>93,334</c>.</summary>
    public static string Of(BigInteger value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Percent with two decimals: <c>18.00 %</c>. A share just short of a limit never rounds onto it: more decimals are shown then.</summary>
    public static string Percent(Fraction share)
    {
        var percent = share * new Fraction(100, 1);
        for (var decimals = 2; decimals < 8; decimals++)
        {
            var text = percent.ToDecimal(decimals);
            // A share of 49.999999 % must not read 50.00 %: add decimals until the text is the number, or says on which side of it the number lies.
            if (Fraction.TryParse(text, out var shown) && (shown == percent || !IsRound(shown, decimals))) return text + " %";
        }

        return percent.ToDecimal(8) + " %";
    }

    /// <summary>The nearest limit with four decimals that a measured share keeps: rounded down for at least, up for at most.</summary>
    public static string Reachable(Fraction measured, Sense sense)
    {
        var scaled = measured * new Fraction(10_000, 1);
        return new Fraction(sense == Sense.AtLeast ? scaled.Floor() : scaled.Ceiling(), 10_000).ToDecimal();
    }

    private static bool IsRound(Fraction percent, int decimals) => decimals >= 2 && percent.Denominator <= 10;
}
