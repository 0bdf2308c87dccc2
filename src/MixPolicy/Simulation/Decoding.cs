using MixPolicy.Policies;

namespace MixPolicy.Simulation;

/// <summary>How a model's counts become the next word. The defaults sample the counts as they are.</summary>
internal sealed record Decoding
{
    /// <summary>The counts as they are: temperature 1, top-p 1.</summary>
    public static Decoding Plain { get; } = new();

    /// <summary>Each count is raised to 1/temperature. Above 0, at most 100, with at most six decimals.</summary>
    /// <value>Default 1.</value>
    public Fraction Temperature { get; init; } = Fraction.One;

    /// <summary>Only the likeliest words that together hold this share of a context's weight may follow. Above 0, at most 1, with at most six decimals.</summary>
    /// <value>Default 1: all of them.</value>
    public Fraction TopP { get; init; } = Fraction.One;

    /// <summary>A context of two words seen fewer times than this gives way to its last word. At least 1.</summary>
    /// <value>Default 1: no context that was seen gives way, which is maximum likelihood.</value>
    public int BackOffBelow { get; init; } = 1;

    /// <summary>Refuses what is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range stated at its property.</exception>
    public void Validate()
    {
        Require(Temperature, new Fraction(100, 1), "temperature");
        Require(TopP, Fraction.One, "top_p");
        ArgumentOutOfRangeException.ThrowIfLessThan(BackOffBelow, 1);
    }

    private static void Require(Fraction value, Fraction most, string name)
    {
        if (value <= Fraction.Zero || value > most || 1_000_000 % value.Denominator != 0)
        {
            throw new ArgumentOutOfRangeException(
                name, value, $"{name} is {value.ToDecimal(6)}; it must be above 0 and at most {most.ToDecimal(0)}, with at most six decimals.");
        }
    }
}
