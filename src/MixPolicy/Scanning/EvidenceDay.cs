namespace MixPolicy.Scanning;

/// <summary>From when on a claim to be human needs evidence.</summary>
/// <param name="Last">The last day (UTC) on which the claim alone is believed.</param>
internal sealed record EvidenceDay(DateOnly Last)
{
    /// <summary>Whether a record must prove that it is human; one whose date is missing or unreadable (null) must.</summary>
    /// <param name="origin">Where the text comes from.</param>
    /// <param name="collectedAt">Microseconds since 1970, UTC.</param>
    public bool Asks(Origin origin, long? collectedAt) =>
        origin.IsHuman() && (collectedAt is not { } instant || UtcDay.Of(instant) > Last.DayNumber);
}
