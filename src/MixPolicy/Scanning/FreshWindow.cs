namespace MixPolicy.Scanning;

/// <summary>When a record is fresh: from <paramref name="First"/> to <paramref name="Last"/>, whole UTC days, both included.</summary>
/// <param name="First"><c>as_of</c> less <c>within</c>.</param>
/// <param name="Last"><c>as_of</c>: a later date is never fresh.</param>
internal sealed record FreshWindow(DateOnly First, DateOnly Last)
{
    /// <summary>Whether an instant (microseconds since 1970, UTC; null when missing or unreadable) of a human record is fresh.</summary>
    public bool Holds(Origin origin, long? collectedAt) =>
        collectedAt is { } instant && origin.IsHuman() && UtcDay.Of(instant) is var day && day >= First.DayNumber && day <= Last.DayNumber;
}
