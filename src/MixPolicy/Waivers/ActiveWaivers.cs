using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Waivers;

/// <summary>
/// The waivers that count on the policy's <c>as_of</c>. Of several that fit a limit, one that names the subject goes before one that names none, and then
/// the strictest: what two people allowed, the more careful of them did.
/// </summary>
internal sealed class ActiveWaivers
{
    private readonly IReadOnlyList<Waiver> _all;

    private ActiveWaivers(IReadOnlyList<Waiver> all) => _all = all;

    /// <summary>None.</summary>
    public static ActiveWaivers None { get; } = new([]);

    /// <summary>Whether there are any.</summary>
    public bool Any => _all.Count > 0;

    /// <summary>Those of a policy.</summary>
    public static ActiveWaivers Of(Policy policy) => new([.. policy.Waivers.Where(w => IsActive(w, policy))]);

    /// <summary>Whether a waiver counts. A policy with waivers has a day.</summary>
    public static bool IsActive(Waiver waiver, Policy policy) => policy.AsOf is { } day && waiver.IsActive(day.Value);

    /// <summary>The one that counts for a limit; null for none.</summary>
    /// <param name="code">The finding that breaking the limit raises.</param>
    /// <param name="subject">Whom the limit is about; null when it is about the whole mix.</param>
    /// <param name="isCount">Whether the limit's number is a count and not a share; null where that is not in doubt.</param>
    public Waiver? For(string code, string? subject, bool? isCount = null)
    {
        if (_all.Count == 0 || WaivableLimits.Find(code) is not { } limit) return null;
        return _all.Where(w => w.Rule.Value == code && IsAbout(w, limit, subject) && IsOfKind(w, limit, isCount))
            .OrderBy(w => w.Subject is null ? 1 : 0)
            .ThenBy(w => limit.SenseOf(w.Limit.Value) == Sense.AtLeast ? -w.Limit.Value : w.Limit.Value)
            .FirstOrDefault();
    }

    /// <summary>Whether a waiver is about a subject.</summary>
    public static bool IsAbout(Waiver waiver, WaivableLimit limit, string? subject) =>
        waiver.Subject is null
        || (subject is not null && (limit.Subjects == WaiverSubjects.Folded ? Rules.Kinds.Folded(waiver.Subject) == Rules.Kinds.Folded(subject) : waiver.Subject == subject));

    /// <summary>Whether the waiver's number is of the kind of the limit's: a share below 1, or a whole number.</summary>
    public static bool IsOfKind(Waiver waiver, WaivableLimit limit, bool? isCount) =>
        limit.Measure != WaiverMeasure.ShareOrCount || isCount is not { } counts || (counts ? waiver.Limit.Value.IsWhole : waiver.Limit.Value < Fraction.One);
}
