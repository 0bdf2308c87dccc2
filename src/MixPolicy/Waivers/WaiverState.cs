namespace MixPolicy.Waivers;

/// <summary>What became of a waiver.</summary>
internal enum WaiverState
{
    /// <summary>A limit that is broken is let pass by it.</summary>
    Used,

    /// <summary>It counts, and nothing needed it.</summary>
    Unused,

    /// <summary>It counts, and a limit is broken beyond what it allows: only where the mix is violated.</summary>
    Exceeded,

    /// <summary>It no longer counts.</summary>
    Expired,
}
