using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Waivers;

/// <summary>Waivers in words.</summary>
internal static class WaiverText
{
    private const int LongestReason = 200;

    /// <summary><c>the waiver of MIX0302 (DATA-412, owner data-team)</c>.</summary>
    public static string Name(Waiver waiver) =>
        $"the waiver of {waiver.Rule}{(waiver.Subject is { } subject ? $" for {Shown.Quote(subject)}" : "")} ({Shown.Short(waiver.Ticket)}, owner {Shown.Short(waiver.Owner)})";

    /// <summary>What a waived verdict says after what was measured.</summary>
    public static string Waived(Waiver waiver, Verdict verdict) =>
        $"; waived: {Bound(waiver, verdict.Sense)} is let pass until {waiver.ExpiresText} (owner {Shown.Short(waiver.Owner)}, approved by {Shown.Short(waiver.ApprovedBy)}, ticket {Shown.Short(waiver.Ticket)}: {Shown.Escape(waiver.Reason, LongestReason)})";

    /// <summary>What a verdict beyond a waiver says after what was measured.</summary>
    public static string Exceeded(Waiver waiver, Sense sense) => $"; {Name(waiver)} lets only {Bound(waiver, sense)} pass";

    /// <summary>What a verdict whose waiver has expired says after what was measured.</summary>
    public static string Expired(Waiver waiver) => $"; {Name(waiver)} expired on {waiver.ExpiresText}";

    /// <summary>The limit as a condition: <c>&gt;= 0.27</c>.</summary>
    public static string Bound(Waiver waiver, Sense sense) => $"{(sense == Sense.AtLeast ? ">=" : "<=")} {NumberText.Plain(waiver.Limit)}";
}
