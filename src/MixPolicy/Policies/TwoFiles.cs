using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>What to add to a finding about two values that one file alone does not show: one of them is inherited.</summary>
internal static class TwoFiles
{
    /// <summary>Where the other value stands, in brackets; empty when it is in the same file.</summary>
    public static string Where(Place found, Place other) => found.File == other.File ? "" : $" (at {other})";

    /// <summary>How to mend it; nothing when both are in one file.</summary>
    public static string[] Remedies(Place found, Place other, string key, string otherKey) =>
        found.File == other.File ? [] : [$"state both {key} and {otherKey}", $"take one away: {key} or {otherKey} without a value removes what is inherited"];
}
