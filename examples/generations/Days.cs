namespace MixPolicy.Examples.Generations;

/// <summary>The day of each generation: the first of a month, from January 2026 on. Each policy says its own as <c>as_of</c>.</summary>
internal static class Days
{
    /// <summary>The day of a generation.</summary>
    public static DateOnly Of(int generation) => new DateOnly(2026, 1, 1).AddMonths(generation);
}
