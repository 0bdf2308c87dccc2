namespace MixPolicy.Scanning;

/// <summary>What is done with the records of a text beyond the first; the strongest wish wins.</summary>
internal enum CopyUse
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>They are counted in the mix.</summary>
    Count,

    /// <summary>They are told apart, so that the planner can bound them.</summary>
    Mark,

    /// <summary>They are told apart, and the planner leaves them out.</summary>
    LeaveOut,

    /// <summary>They are taken out of the pool.</summary>
    Drop,
}

/// <summary>What is done with the records of a text that stands as human text in one and not in another; the strongest wish wins.</summary>
internal enum ConflictUse
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>They are counted.</summary>
    Count,

    /// <summary>They are counted, and the planner leaves them out.</summary>
    LeaveOut,

    /// <summary>They are counted and taken out of the pool.</summary>
    Drop,
}

/// <summary>What a policy wants settled of records that hold the same text (SHA-256), over all sources.</summary>
/// <param name="Copies">What is done with all but one of them.</param>
/// <param name="Conflicts">What is done with those whose origins contradict each other.</param>
/// <param name="OneSource">Whether a text is taken through one source only.</param>
/// <param name="MostTimes">How often the records of one text may be seen in all; null where nothing says so.</param>
internal sealed record TextUse(
    CopyUse Copies = CopyUse.None, ConflictUse Conflicts = ConflictUse.None, bool OneSource = false, int? MostTimes = null)
{
    /// <summary>Nothing is wanted.</summary>
    public static TextUse None { get; } = new();

    /// <summary>What both want.</summary>
    public TextUse And(TextUse other) => new(
        Copies > other.Copies ? Copies : other.Copies,
        Conflicts > other.Conflicts ? Conflicts : other.Conflicts,
        OneSource || other.OneSource,
        MostTimes is { } mine && other.MostTimes is { } its ? Math.Min(mine, its) : MostTimes ?? other.MostTimes);

    /// <summary>What is left of it where all records are taken: what only steers the planner has no say.</summary>
    public TextUse WithoutPlanner() => new(
        Copies == CopyUse.Drop ? CopyUse.Drop : CopyUse.None,
        Conflicts == ConflictUse.LeaveOut ? ConflictUse.Count : Conflicts);
}
