using System.Globalization;
using System.Numerics;

namespace MixPolicy.Policies;

/// <summary>
/// The numbers of the language: decimal digits, <c>_</c> between digits, one point. Each function returns null when the text is one, and
/// otherwise a hint for people, which may be empty. No float is involved, no culture and no octal.
/// </summary>
internal static class NumberText
{
    private const int LongestNumber = 60;
    private const string ScaleHint = "K, M, B and T are thousands, millions, billions and trillions.";

    private static readonly (char Suffix, long Scale)[] Scales =
        [('K', 1_000), ('M', 1_000_000), ('B', 1_000_000_000), ('T', 1_000_000_000_000)];

    /// <summary>An exact decimal, perhaps negative.</summary>
    public static string? TryDecimal(string text, out Fraction value)
    {
        value = default;
        if (text.Length > LongestNumber) return $"A number has at most {LongestNumber} characters.";
        var digits = text.AsSpan().TrimStart('-');
        if (digits.Length > 1 && digits[0] == '0' && digits[1] is >= '0' and <= '9' or '_') return "Write it without a leading zero.";
        return Fraction.TryParse(text, out value) ? null : Hint(text);
    }

    /// <summary>A whole number, perhaps negative.</summary>
    public static string? TryWhole(string text, out BigInteger value)
    {
        var problem = TryDecimal(text, out var number);
        value = number.Floor();
        if (problem is "" && TryQuantity(text, out var amount) is null) return $"Write {amount.ToString(CultureInfo.InvariantCulture)}.";
        if (problem is not null) return problem;
        return number.Denominator.IsOne ? null : "A count is whole.";
    }

    /// <summary>A whole number that may be written with K, M, B or T.</summary>
    public static string? TryQuantity(string text, out BigInteger value)
    {
        value = default;
        var scale = 1L;
        var digits = text;
        if (text.Length > 1 && char.IsAsciiLetter(text[^1]) && (char.IsAsciiDigit(text[^2]) || text[^2] == ' '))
        {
            digits = text[..^1].TrimEnd(' ');
            scale = Scales.FirstOrDefault(s => s.Suffix == char.ToUpperInvariant(text[^1])).Scale;
            if (scale == 0) return ScaleHint;
            if (!char.IsAsciiLetterUpper(text[^1]) || digits.Length < text.Length - 1) return $"Write {Shown.Short(digits)}{char.ToUpperInvariant(text[^1])}.";
        }

        var problem = TryDecimal(digits, out var number);
        if (problem is "" && text.Length > 0 && char.IsAsciiDigit(text[0]) && char.IsAsciiLetter(text[^1])) return ScaleHint;
        if (problem is not null) return problem;
        number *= new Fraction(scale, 1);
        value = number.Floor();
        return number.Denominator.IsOne ? null : "It must come out whole.";
    }

    /// <summary>A fraction as people write it: at least two decimals unless whole, at most 12.</summary>
    public static string Plain(Fraction value)
    {
        if (value.Denominator.IsOne) return value.Numerator.ToString(CultureInfo.InvariantCulture);
        var text = value.ToDecimal(12).TrimEnd('0');
        var decimals = text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1;
        return decimals < 2 ? text + new string('0', 2 - decimals) : text;
    }

    private static string Hint(string text)
    {
        if (text.EndsWith('%') && Fraction.TryParse(text[..^1].TrimEnd(' '), out var percent)) return $"Write {Plain(percent * new Fraction(1, 100))}.";
        if (IsGrouped(text)) return $"Write {text.Replace(",", "", StringComparison.Ordinal)}, without commas.";
        if (text.Count(c => c == ',') == 1 && Fraction.TryParse(text.Replace(',', '.'), out _)) return $"The decimal sign is a point: write {text.Replace(',', '.')}.";
        var bare = text.TrimStart('+', '-', '.').ToLowerInvariant();
        if (bare is "nan" or "inf" or "infinity") return "It must be a finite number.";
        if (bare.Length > 1 && bare[0] == '0' && bare[1] is 'x' or 'o' or 'b') return "Write it in decimal.";
        if (text.StartsWith('+') && Fraction.TryParse(text[1..], out _)) return $"Write {text[1..]}.";
        var exponent = bare.IndexOf('e', StringComparison.Ordinal);
        return exponent > 0 && bare.All(c => char.IsAsciiDigit(c) || c is 'e' or '.' or '+' or '-') ? "Write it out, without an exponent." : "";
    }

    // Thousands in groups of three, as our own remedies print amounts. A leading zero speaks for a decimal comma.
    private static bool IsGrouped(string text)
    {
        var groups = text.Split(',');
        return groups.Length > 1 && groups[0].Length is >= 1 and <= 3 && groups[0][0] != '0'
            && groups.All(g => g.All(char.IsAsciiDigit)) && groups.Skip(1).All(g => g.Length == 3);
    }
}
