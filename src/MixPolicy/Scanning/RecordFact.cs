namespace MixPolicy.Scanning;

/// <summary>
/// What is known of a record only once the whole pool is: nothing (0) for most. Unlike a <see cref="RecordClass"/> it does not follow from the record
/// itself, so that it is found anew in each build, over the index.
/// </summary>
/// <param name="Bits">As kept: 16 bits a record.</param>
internal readonly record struct RecordFact(ushort Bits)
{
    /// <summary>The largest number that <see cref="TextCap"/> can say.</summary>
    public const int MostTextCap = 30;

    private const int InParentBit = 1 << 0;
    private const int ElsewhereBit = 1 << 1;
    private const int ConflictBit = 1 << 2;
    private const int TextCapAt = 3;
    private const int TextCapMask = 31;
    private const int RareAt = 8;
    private const int RareMask = 7;
    private const int CopyBit = 1 << 11;
    private const int SeenBeforeBit = 1 << 12;
    private const int NearCopyBit = 1 << 13;

    /// <summary>The parent's manifest holds the text, as human text.</summary>
    public static RecordFact InParent { get; } = new(InParentBit);

    /// <summary>The record is of a fresh date, and the parent's manifest holds its text, as text of whatever origin.</summary>
    public static RecordFact SeenBefore { get; } = new(SeenBeforeBit);

    /// <summary>The same text is taken through another source.</summary>
    public static RecordFact Elsewhere { get; } = new(ElsewhereBit);

    /// <summary>The same text stands under another origin too.</summary>
    public static RecordFact Conflict { get; } = new(ConflictBit);

    /// <summary>Another record of the same source stands for the text.</summary>
    public static RecordFact Copy { get; } = new(CopyBit);

    /// <summary>Another record stands for a group of near duplicates that the record is in.</summary>
    public static RecordFact NearCopy { get; } = new(NearCopyBit);

    /// <summary>Whether the parent's manifest holds the text as human text.</summary>
    public bool IsInParent => (Bits & InParentBit) != 0;

    /// <summary>Whether the record is of a fresh date, and the parent's manifest holds its text.</summary>
    public bool IsSeenBefore => (Bits & SeenBeforeBit) != 0;

    /// <summary>Whether the same text is taken through another source.</summary>
    public bool IsElsewhere => (Bits & ElsewhereBit) != 0;

    /// <summary>Whether the same text stands under another origin too.</summary>
    public bool IsInConflict => (Bits & ConflictBit) != 0;

    /// <summary>Whether another record of the same source stands for the text.</summary>
    public bool IsCopy => (Bits & CopyBit) != 0;

    /// <summary>Whether another record stands for a group of near duplicates that it is in.</summary>
    public bool IsNearCopy => (Bits & NearCopyBit) != 0;

    /// <summary>How often the record may be seen since others hold the same text, 0 to <see cref="MostTextCap"/>; null where that sets no limit.</summary>
    public int? TextCap => ((Bits >> TextCapAt) & TextCapMask) is > 0 and var cap ? cap - 1 : null;

    /// <summary>How much of the record is rare words, from 0 (little, or nobody asked) to 7.</summary>
    public int RareWords => (Bits >> RareAt) & RareMask;

    /// <summary>A fact that caps a record.</summary>
    public static RecordFact OfTextCap(int cap)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)cap, (uint)MostTextCap);
        return new((ushort)((cap + 1) << TextCapAt));
    }

    /// <summary>A fact that says how much of a record is rare words.</summary>
    public static RecordFact OfRareWords(int level)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)level, (uint)RareMask);
        return new((ushort)(level << RareAt));
    }

    /// <summary>Both facts; they must not both set a number.</summary>
    public RecordFact And(RecordFact other) => new((ushort)(Bits | other.Bits));
}
