namespace MixPolicy.Scanning;

/// <summary>The UTC day of an instant, as <see cref="DateOnly.DayNumber"/> counts.</summary>
internal static class UtcDay
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The day of an instant in microseconds since 1970; beyond the calendar for instants that are.</summary>
    public static long Of(long microseconds) =>
        Math.DivRem(microseconds, MicrosecondsPerDay, out var rest) - (rest < 0 ? 1 : 0) + EpochDay;
}
