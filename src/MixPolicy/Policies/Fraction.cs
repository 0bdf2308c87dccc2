using System.Globalization;
using System.Numerics;

namespace MixPolicy.Policies;

/// <summary>An exact ratio of two integers, reduced, with a positive denominator. Limits and shares are never floats.</summary>
public readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    private const int MaxDigits = 60;

    private readonly BigInteger _denominatorLessOne; // so that default(Fraction) is 0/1

    /// <summary>The reduced ratio of two integers.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException("A fraction needs a denominator other than 0.");
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0) divisor = -divisor;
        Numerator = numerator / divisor;
        _denominatorLessOne = (denominator / divisor) - 1;
    }

    /// <summary>0.</summary>
    public static Fraction Zero => default;

    /// <summary>1.</summary>
    public static Fraction One { get; } = new(1, 1);

    /// <summary>Reduced; carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Reduced; at least 1.</summary>
    public BigInteger Denominator => _denominatorLessOne + 1;

    /// <summary>Whether it is an integer.</summary>
    public bool IsWhole => _denominatorLessOne.IsZero;

    /// <summary>
    /// Reads a plain decimal such as <c>0.30</c>, <c>1</c>, <c>-2.5</c>, <c>.5</c> or <c>1_024</c> exactly: ASCII digits, at most 60, with <c>_</c>
    /// between digits only, and digits after the point; no plus sign, no exponent, no NaN, no infinity.
    /// </summary>
    public static bool TryParse(string text, out Fraction value)
    {
        ArgumentNullException.ThrowIfNull(text);
        value = default;
        var numerator = BigInteger.Zero;
        var digits = 0;
        var decimals = -1; // digits after the point; none met yet
        var negative = text.StartsWith('-');
        for (var i = negative ? 1 : 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '.' && decimals < 0)
            {
                decimals = 0;
            }
            else if (char.IsAsciiDigit(c) && digits < MaxDigits)
            {
                numerator = (numerator * 10) + (c - '0');
                digits++;
                if (decimals >= 0) decimals++;
            }
            else if (c != '_' || i == 0 || !char.IsAsciiDigit(text[i - 1]) || i + 1 == text.Length || !char.IsAsciiDigit(text[i + 1]))
            {
                return false;
            }
        }

        if (digits == 0 || decimals == 0) return false;
        value = new Fraction(negative ? -numerator : numerator, BigInteger.Pow(10, Math.Max(0, decimals)));
        return true;
    }

    /// <summary>The smallest number that makes every one of the fractions whole; 1 for none.</summary>
    internal static BigInteger CommonDenominator(IEnumerable<Fraction> fractions) => fractions.Aggregate(
        BigInteger.One, (common, f) => common / BigInteger.GreatestCommonDivisor(common, f.Denominator) * f.Denominator);

    /// <summary>The sum.</summary>
    public static Fraction operator +(Fraction a, Fraction b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>The difference.</summary>
    public static Fraction operator -(Fraction a, Fraction b) =>
        new((a.Numerator * b.Denominator) - (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>The same distance on the other side of 0.</summary>
    public static Fraction operator -(Fraction a) => new(-a.Numerator, a.Denominator);

    /// <summary>The product.</summary>
    public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Whether one is less.</summary>
    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    /// <summary>Whether one is greater.</summary>
    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    /// <summary>Whether one is at most the other.</summary>
    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    /// <summary>Whether one is at least the other.</summary>
    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    /// <summary>Whether both are the same number.</summary>
    public static bool operator ==(Fraction a, Fraction b) => a.Equals(b);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Fraction a, Fraction b) => !a.Equals(b);

    /// <summary>The largest integer that is not above the fraction.</summary>
    public BigInteger Floor() => BigInteger.Divide(Numerator - (Numerator.Sign < 0 ? Denominator - 1 : 0), Denominator);

    /// <summary>The smallest integer that is not below the fraction.</summary>
    public BigInteger Ceiling() => -new Fraction(-Numerator, Denominator).Floor();

    /// <summary>For planning in doubles only; a verdict never rests on it.</summary>
    public double ToDouble() => (double)Numerator / (double)Denominator;

    /// <inheritdoc/>
    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Fraction other) => Numerator == other.Numerator && _denominatorLessOne == other._denominatorLessOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, _denominatorLessOne);

    /// <summary>A decimal with as many places as asked (rounded half away from zero), invariant: <c>0.2999</c>.</summary>
    /// <param name="decimals">Digits after the point, at least 0.</param>
    public string ToDecimal(int decimals = 4)
    {
        var scale = BigInteger.Pow(10, decimals);
        var scaled = new Fraction((BigInteger.Abs(Numerator) * scale * 2) + Denominator, Denominator * 2).Floor();
        var digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var text = decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}";
        return Numerator.Sign < 0 && !scaled.IsZero ? "-" + text : text;
    }

    /// <summary>Four decimals.</summary>
    public override string ToString() => ToDecimal();
}
