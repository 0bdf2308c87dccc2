namespace MixPolicy.Waivers;

/// <summary>Whether a limit is about one thing or about several that a waiver can tell apart.</summary>
internal enum WaiverSubjects
{
    /// <summary>About one thing.</summary>
    None,

    /// <summary>About several, known by their exact names.</summary>
    Named,

    /// <summary>About several, whose names compare without case and without the spaces around them.</summary>
    Folded,

    /// <summary>About several, of which the worst is the verdict: one of them cannot be waived alone, or it would hide the next.</summary>
    Worst,
}
