using System.Numerics;
using MixPolicy.Generations;
using MixPolicy.Policies;

namespace MixPolicy.Lineage.Diff;

/// <summary>What two reports say, side by side. Of each pair one may be null: that report does not have it.</summary>
/// <param name="Limits">Limits, in the order of the newer report, then those that are gone.</param>
/// <param name="Gauges">How varied the texts are: the lines of <c>rules.diversity</c>, in the same order.</param>
/// <param name="Tail">The rare groups, by name.</param>
/// <param name="NewWaivers">Waivers of the newer report only.</param>
/// <param name="GoneWaivers">Waivers of the older report only.</param>
/// <param name="NewTombstones">Tombstones of the newer report only, by digest.</param>
/// <param name="GoneTombstones">Tombstones of the older report only: there should be none.</param>
internal sealed record StatedDifference(
    IReadOnlyList<LimitPair> Limits,
    IReadOnlyList<LimitPair> Gauges,
    IReadOnlyList<TailPair> Tail,
    IReadOnlyList<StatedWaiver> NewWaivers,
    IReadOnlyList<StatedWaiver> GoneWaivers,
    IReadOnlyList<Tombstone> NewTombstones,
    IReadOnlyList<Tombstone> GoneTombstones);

/// <summary>A limit in two reports.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Rule">By its path in the policy.</param>
/// <param name="Subject">Whom it is about; null for the mix as a whole.</param>
/// <param name="Older">In the older report.</param>
/// <param name="Newer">In the newer one.</param>
internal sealed record LimitPair(string Code, string Rule, string? Subject, StatedLimit? Older, StatedLimit? Newer);

/// <summary>A limit as a report states it.</summary>
/// <param name="Measured">What was measured.</param>
/// <param name="Limit">The failing limit; null where there is none.</param>
/// <param name="WarnLimit">The warning limit; null where there is none.</param>
/// <param name="Sense"><c>at_least</c> or <c>at_most</c>.</param>
/// <param name="Verdict">How it came out.</param>
internal sealed record StatedLimit(Fraction Measured, Fraction? Limit, Fraction? WarnLimit, string Sense, string Verdict);

/// <summary>A rare group in two reports.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Older">In the older report.</param>
/// <param name="Newer">In the newer one.</param>
internal sealed record TailPair(string Group, StatedTail? Older, StatedTail? Newer);

/// <summary>A rare group as a report states it.</summary>
/// <param name="Records">Its records in the mix.</param>
/// <param name="Amount">Their amount (unit × repetitions).</param>
/// <param name="Total">The amount of the whole mix.</param>
internal sealed record StatedTail(BigInteger Records, BigInteger Amount, BigInteger Total);

/// <summary>A waiver as a report states it.</summary>
/// <param name="Rule">The rule that it is of.</param>
/// <param name="Subject">Whom it is about; null for the mix as a whole.</param>
/// <param name="Limit">The limit that holds in place of the policy's.</param>
/// <param name="Expires">The instant from which on it does not count.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="ApprovedBy">Who approved it.</param>
/// <param name="Ticket">Where it is on record.</param>
/// <param name="Reason">Why.</param>
internal sealed record StatedWaiver(string Rule, string? Subject, Fraction? Limit, string Expires, string Owner, string ApprovedBy, string Ticket, string Reason);
