namespace MixPolicy.Scanning;

/// <summary>When a record is fresh: from <paramref name="First"/> to <paramref name="Last"/>, whole UTC days, both included.</summary>
/// <param name="First"><c>as_of</c> less <c>within</c>.</param>
/// <param name="Last"><c>as_of</c>: a later date is never fresh.</param>
internal sealed record FreshWindow(DateOnly First, DateOnly Last)
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Whether an instant (microseconds since 1970, UTC; null when missing or unreadable) of a human record is fresh.</summary>
    public bool Holds(Origin origin, long? collectedAt)
    {
        if (collectedAt is not { } instant || !origin.IsHuman()) return false;
        var day = Math.DivRem(instant, MicrosecondsPerDay, out var rest) - (rest < 0 ? 1 : 0) + EpochDay;
        return day >= First.DayNumber && day <= Last.DayNumber;
    }
}
