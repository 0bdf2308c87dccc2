using MixPolicy.Diagnostics;

namespace MixPolicy.Planning.Conflicts;

/// <summary>What a limit is to the planner.</summary>
internal enum LimitKind
{
    /// <summary>A rule's or the mix's rows over the strata.</summary>
    Rows,

    /// <summary>A cap on how often records are seen; 0 leaves them out.</summary>
    Cap,

    /// <summary>A floor under how often records are seen.</summary>
    Floor,

    /// <summary>The range that the total must lie in.</summary>
    Budget,
}

/// <summary>One limit as the policy writes it: what a user can change alone. It may set several rows, caps or floors.</summary>
/// <param name="Number">Its number in the system.</param>
/// <param name="Kind">What it is to the planner.</param>
/// <param name="Name">By its path in the policy.</param>
/// <param name="Code">The finding that breaking it raises.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Rows">Numbers of its rows; none for caps and floors.</param>
internal sealed record NamedLimit(int Number, LimitKind Kind, string Name, string Code, Place Place, IReadOnlyList<int> Rows);
