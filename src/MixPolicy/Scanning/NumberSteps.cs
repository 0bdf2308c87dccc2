using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>Limits that numbers in cells are compared with, exactly. Immutable.</summary>
internal sealed class NumberSteps
{
    private readonly IReadOnlyList<Fraction> _limits;
    private readonly decimal[]? _decimals;

    /// <summary>Some limits, ascending.</summary>
    public NumberSteps(IReadOnlyList<Fraction> limits)
    {
        _limits = limits;
        _decimals = limits.All(IsDecimal) ? [.. limits.Select(l => (decimal)l.Numerator / (decimal)l.Denominator)] : null;
    }

    /// <summary>How many limits a number is not below; -1 when the text is no number.</summary>
    public int Reached(ReadOnlySpan<byte> text)
    {
        var reached = 0;
        if (_decimals is not null && DecimalText.TryParseShort(text, out var number))
        {
            while (reached < _decimals.Length && number >= _decimals[reached]) reached++;
            return reached;
        }

        if (!DecimalText.TryParse(text, out var value)) return -1;
        while (reached < _limits.Count && value >= _limits[reached]) reached++;
        return reached;
    }

    /// <summary>Whether a division of decimals is exact: the denominator divides a power of ten, and few digits come out.</summary>
    private static bool IsDecimal(Fraction limit) =>
        BigInteger.Abs(limit.Numerator) <= long.MaxValue && (BigInteger.Pow(10, 12) % limit.Denominator).IsZero;
}
