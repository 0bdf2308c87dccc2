using System.Globalization;
using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>Numbers: exact, decimal, unquoted.</summary>
internal sealed partial class MapReader
{
    /// <summary>Largest factor: a record's repetitions must fit the manifest's 32 bits with room to spare.</summary>
    private const int MaxFactor = 1_000_000;

    /// <summary>Twelve decimals: a share times an amount must fit the 128 bits of the exact checks.</summary>
    private const long MaxDenominator = 1_000_000_000_000;

    /// <summary>Most days of a window: a century, so that counting back from any date of a policy is a date.</summary>
    private const int MaxDays = 36_500;

    /// <summary>An exact fraction, 0..1.</summary>
    public Located<Fraction>? Fraction(string key)
    {
        const string Expected = "a fraction from 0 to 1, such as 0.30";
        if (Decimal(key, Expected) is not { } number) return null;
        if (number.Value.Denominator > MaxDenominator)
        {
            Report(Codes.OutOfRange, number.Place, $"'{Name(key)}' is {Written(key)}, which has more than 12 decimals; write at most 12.");
            return null;
        }

        if (number.Value <= Policies.Fraction.One) return number;
        var percent = number.Value * new Fraction(1, 100);
        var hint = percent <= Policies.Fraction.One && number.Value >= new Fraction(2, 1) ? $" For {Written(key)} % write {NumberText.Plain(percent)}." : "";
        Report(Codes.OutOfRange, number.Place, $"'{Name(key)}' is {Written(key)}, above 1: a fraction is from 0 to 1.{hint}");
        return null;
    }

    /// <summary>An exact decimal, at least <paramref name="min"/> and at most a million.</summary>
    public Located<Fraction>? Factor(string key, Fraction min)
    {
        var expected = $"a number from {NumberText.Plain(min)}";
        if (Decimal(key, expected) is not { } number) return null;
        if (number.Value >= min && number.Value <= new Fraction(MaxFactor, 1)) return number;
        Report(Codes.OutOfRange, number.Place, $"'{Name(key)}' is {Written(key)}; it must be from {NumberText.Plain(min)} to {MaxFactor}.");
        return null;
    }

    /// <summary>A whole number in the range, its digits grouped with <c>_</c> if wanted.</summary>
    public Located<long>? Count(string key, long min = 0, long max = long.MaxValue)
    {
        var expected = "a whole number" + (max == long.MaxValue ? "" : $" from {min} to {max}");
        if (Plain(key, expected) is not { } scalar) return null;
        var problem = NumberText.TryWhole(scalar.Text, out var value);
        if (problem is not null)
        {
            Wrong(key, scalar, expected, problem);
            return null;
        }

        if (value >= min && value <= max) return new((long)value, scalar.Place);
        Report(Codes.OutOfRange, scalar.Place, $"'{Name(key)}' is {Shown.Short(scalar.Text)}; it must be from {min} to {max}.");
        return null;
    }

    /// <summary>An amount, at least 1: <c>2_000_000</c>, <c>2M</c>, <c>1.5B</c>. K, M, B and T are thousands, millions and so on.</summary>
    public Located<long>? Quantity(string key) => Quantity(key, "an amount such as 2_000_000, 2M or 1.5B");

    /// <summary>An amount where other things than amounts may stand too.</summary>
    /// <param name="key">The key.</param>
    /// <param name="expected">What may stand there, for people.</param>
    public Located<long>? Quantity(string key, string expected)
    {
        if (Plain(key, expected) is not { } scalar) return null;
        var problem = NumberText.TryQuantity(scalar.Text, out var value);
        if (problem is not null)
        {
            Wrong(key, scalar, expected, problem);
            return null;
        }

        if (value >= 1 && value <= long.MaxValue) return new((long)value, scalar.Place);
        Report(Codes.OutOfRange, scalar.Place, $"'{Name(key)}' is {Shown.Short(scalar.Text)}; it must be from 1 to {long.MaxValue}.");
        return null;
    }

    /// <summary>A span of whole days: <c>180d</c>, or in weeks <c>26w</c>. At most a century.</summary>
    public Located<int>? Days(string key)
    {
        const string Expected = "a number of days such as 180d";
        if (Scalar(key, Expected) is not { } scalar) return null;
        var text = scalar.Text;
        var week = text.EndsWith('w');
        if ((!week && !text.EndsWith('d')) || NumberText.TryWhole(text[..^1], out var count) is not null)
        {
            Wrong(key, scalar, Expected, NumberText.TryWhole(text, out _) is null ? $"Write days: {Shown.Short(text)}d." : "Write days, as in 180d, or weeks, as in 26w.");
            return null;
        }

        var days = count * (week ? 7 : 1);
        if (days.Sign >= 0 && days <= MaxDays) return new((int)days, scalar.Place);
        Report(Codes.OutOfRange, scalar.Place, $"'{Name(key)}' is {Shown.Short(text)}; it must be from 0d to {MaxDays}d.");
        return null;
    }

    /// <summary>A calendar day, <c>YYYY-MM-DD</c>, from 1900 on.</summary>
    public Located<DateOnly>? Date(string key)
    {
        const string Expected = "a date such as 2026-11-01";
        if (Scalar(key, Expected) is not { } scalar) return null;
        if (!DateOnly.TryParseExact(scalar.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Wrong(key, scalar, Expected, IsoDate.LooksLikeDate(scalar.Text) ? "There is no such day." : "Write year, month and day: YYYY-MM-DD.");
            return null;
        }

        if (day.Year >= 1900) return new(day, scalar.Place);
        Report(Codes.OutOfRange, scalar.Place, $"'{Name(key)}' is {scalar.Text}; it must be from 1900-01-01.");
        return null;
    }

    /// <summary>A decimal of any size, at least 0.</summary>
    private Located<Fraction>? Decimal(string key, string expected)
    {
        if (Plain(key, expected) is not { } scalar) return null;
        var problem = NumberText.TryDecimal(scalar.Text, out var value);
        if (problem is not null) Wrong(key, scalar, expected, problem);
        else if (value.Numerator.Sign >= 0) return new(value, scalar.Place);
        else Report(Codes.OutOfRange, scalar.Place, $"'{Name(key)}' is {Shown.Short(scalar.Text)}; it must be {expected}.");
        return null;
    }

    private YamlScalar? Plain(string key, string expected)
    {
        if (Scalar(key, expected) is not { } scalar) return null;
        if (scalar.IsPlain) return scalar;
        Wrong(key, scalar, expected, "Drop the quotes.");
        return null;
    }

    private string Written(string key) => Shown.Short(((YamlScalar)_mapping.Find(key)!.Value).Text);
}
