namespace MixPolicy.Planning;

/// <summary>
/// A two-sided row in doubles, scaled so that its bounds are of the order of 1: <c>Least &lt;= sum of coefficient × counted amount &lt;= Most</c>.
/// </summary>
/// <param name="Coefficients">By stratum.</param>
/// <param name="Least">Lower side; may be minus infinity.</param>
/// <param name="Most">Upper side; may be infinity.</param>
/// <param name="Gives">Whether a compromise may bend the row; the budget does not bend.</param>
/// <param name="CountsOnce">
/// Whether an amount counts only as far as everyone is seen once (distinct records). Then no coefficient is negative and there is no upper side.
/// </param>
internal sealed record PlanRow(double[] Coefficients, double Least, double Most, bool Gives, bool CountsOnce = false)
{
    /// <summary>By stratum.</summary>
    public double[] Coefficients { get; init => (field, Strata) = (value, Named(value)); } = Coefficients;

    /// <summary>The strata that it speaks of: those whose coefficient is not 0.</summary>
    public int[] Strata { get; private init; } = Named(Coefficients);

    /// <summary>The bound that a value misses, or that a multiplier holds it to; NaN when it is held to none.</summary>
    public double Target(double value, double multiplier) =>
        multiplier > 0 || (multiplier == 0 && value < Least) ? Least
        : multiplier < 0 || value > Most ? Most
        : double.NaN;

    private static int[] Named(double[] coefficients) => [.. Enumerable.Range(0, coefficients.Length).Where(s => coefficients[s] != 0)];
}
