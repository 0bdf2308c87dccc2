using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Waivers;

/// <summary>What became of each waiver of a policy, as its verdicts say.</summary>
internal static class WaiverStates
{
    /// <summary>The word of a state.</summary>
    public static string Word(WaiverState state) => state switch
    {
        WaiverState.Used => "used",
        WaiverState.Unused => "unused",
        WaiverState.Exceeded => "exceeded",
        _ => "expired",
    };

    /// <summary>One a waiver, in their order.</summary>
    public static IReadOnlyList<WaiverState> Of(Policy policy, IReadOnlyList<Verdict> verdicts) =>
    [
        .. policy.Waivers.Select((waiver, i) =>
            !ActiveWaivers.IsActive(waiver, policy) ? WaiverState.Expired
            : verdicts.Any(v => v.Waiver == i && v.Outcome == Outcome.Waived) ? WaiverState.Used
            : verdicts.Any(v => v.Waiver == i) ? WaiverState.Exceeded
            : WaiverState.Unused),
    ];
}
