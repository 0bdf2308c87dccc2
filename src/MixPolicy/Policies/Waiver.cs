using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>A bounded, expiring, owned exception to one rule. Immutable.</summary>
/// <param name="Place">Where the policy states it.</param>
/// <param name="Rule">Code of the finding that it excuses.</param>
/// <param name="Subject">Whom it is about, where the limit has several; null for all.</param>
/// <param name="Limit">As far as it goes: what holds in place of the rule's own limit. A fraction, 0..1, or a count, as the rule's.</param>
/// <param name="Expires">The first instant at which it no longer holds, in UTC.</param>
/// <param name="Owner">Who answers for mending the cause.</param>
/// <param name="ApprovedBy">Who allowed it.</param>
/// <param name="Ticket">Where it is followed up.</param>
/// <param name="Reason">Why.</param>
internal sealed record Waiver(
    Place Place, Located<string> Rule, string? Subject, Located<Fraction> Limit, Located<DateTime> Expires, string Owner, string ApprovedBy, string Ticket, string Reason)
{
    /// <summary>Whether it holds at the start of a day, in UTC: its last instant is the one before it expires.</summary>
    public bool IsActive(DateOnly day) => Instant(day) < Expires.Value;

    /// <summary>Whole days from a day's start until it expires, rounded up; 0 or less when it has.</summary>
    public int DaysLeft(DateOnly day) => (int)Math.Ceiling((Expires.Value - Instant(day)).TotalDays);

    /// <summary>When it expires, as policies write it.</summary>
    public string ExpiresText => Expires.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static DateTime Instant(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
