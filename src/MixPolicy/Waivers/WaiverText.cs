using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Waivers;

/// <summary>Waivers in words.</summary>
internal static class WaiverText
{
    private const int LongestReason = 200;

    /// <summary><c>the waiver DATA-412 for MIX0302</c>.</summary>
    public static string Name(Waiver waiver) =>
        $"the waiver {Shown.Short(waiver.Ticket)} for {waiver.Rule.Value}{(waiver.Subject is { } subject ? $" [{Shown.Short(subject)}]" : "")}";

    /// <summary>What a waived verdict says after what was measured.</summary>
    public static string Waived(Waiver waiver, Sense sense) => $"; waived: {Terms(waiver, sense)}";

    /// <summary>What a verdict beyond a waiver says after what was measured.</summary>
    public static string Exceeded(Waiver waiver, Sense sense) => $"; the waiver allows only {Terms(waiver, sense)}";

    /// <summary>What a verdict whose waiver has expired says after what was measured.</summary>
    public static string Expired(Waiver waiver) => $"; the waiver {Shown.Short(waiver.Ticket)} (owner {Shown.Short(waiver.Owner)}) expired on {waiver.ExpiresText}";

    /// <summary>The limit as a condition: <c>&gt;= 0.27</c>.</summary>
    public static string Bound(Waiver waiver, Sense sense) => $"{(sense == Sense.AtLeast ? ">=" : "<=")} {NumberText.Plain(waiver.Limit.Value)}";

    private static string Terms(Waiver waiver, Sense sense) =>
        $"{Bound(waiver, sense)} until {waiver.ExpiresText} ({Shown.Short(waiver.Ticket)}; owner {Shown.Short(waiver.Owner)}, approved by {Shown.Short(waiver.ApprovedBy)}: {Shown.Escape(waiver.Reason, LongestReason)})";
}
