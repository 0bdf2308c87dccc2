namespace MixPolicy.Waivers;

/// <summary>What the number of a limit is, and so that of its waiver.</summary>
internal enum WaiverMeasure
{
    /// <summary>A share, 0 to 1.</summary>
    Share,

    /// <summary>A whole number of records, texts or times.</summary>
    Count,

    /// <summary>How often, on average or by one record: from 1.</summary>
    Factor,

    /// <summary>Bits a word.</summary>
    Bits,

    /// <summary>A share or a whole number, as the policy states the limit. A waiver counts for the one that its own number is.</summary>
    ShareOrCount,
}
