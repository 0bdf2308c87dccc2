using System.Globalization;
using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>A bounded, expiring, owned exception to one limit of the policy. Every text is there and not empty.</summary>
/// <param name="Rule">Code of the finding that breaking the limit raises: <c>MIX0302</c>.</param>
/// <param name="Subject">Whom it is about, where the code has several (a source, a generator, a group); null for all of them.</param>
/// <param name="Limit">What must hold all the same, in the limit's own sense and unit.</param>
/// <param name="Expires">The first instant, UTC, at which it no longer counts.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="ApprovedBy">Who let it be.</param>
/// <param name="Ticket">Where it is tracked.</param>
/// <param name="Reason">Why it is needed.</param>
/// <param name="Place">Where it stands: the value of <c>rule</c>.</param>
internal sealed record Waiver(
    string Rule, string? Subject, Fraction Limit, DateTimeOffset Expires, string Owner, string ApprovedBy, string Ticket, string Reason, Place Place)
{
    /// <summary>The instant's one form, in policies and in reports.</summary>
    public const string InstantForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Where <c>expires</c> stands.</summary>
    public Place ExpiresPlace { get; init; } = Place;

    /// <summary>Where <c>limit</c> stands.</summary>
    public Place LimitPlace { get; init; } = Place;

    /// <summary>The instant as it is written: <c>2026-12-01T00:00:00Z</c>.</summary>
    public string ExpiresText => Expires.ToString(InstantForm, CultureInfo.InvariantCulture);

    /// <summary>The beginning, in UTC, of a day that ages are counted from.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>Whether it counts on a day, of which only the beginning is looked at: 00:00:00 UTC.</summary>
    public bool IsActiveOn(DateOnly asOf) => StartOf(asOf) < Expires;
}
