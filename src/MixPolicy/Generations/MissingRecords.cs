using System.Numerics;
using MixPolicy.Hashing;

namespace MixPolicy.Generations;

/// <summary>Human records of the parent's that are not kept and not excused, of each fate.</summary>
/// <param name="Lost">Their text is gone.</param>
/// <param name="Replaced">Their text is gone; the record of their source and id has another.</param>
/// <param name="Relabelled">Their text is there, but no record says any more that it is human.</param>
internal sealed record MissingRecords(MissingGroup Lost, MissingGroup Replaced, MissingGroup Relabelled)
{
    /// <summary>None.</summary>
    public static MissingRecords None { get; } = new(MissingGroup.None, MissingGroup.None, MissingGroup.None);
}

/// <summary>Records of one fate.</summary>
/// <param name="Records">How many.</param>
/// <param name="Amount">Their sum in the policy's unit, each once, as far as the parent's manifest says it.</param>
/// <param name="First">The first ten, in the order of the parent's manifest.</param>
/// <param name="Files">The files that they came from, those with most of them first.</param>
internal sealed record MissingGroup(long Records, BigInteger Amount, IReadOnlyList<MissingRecord> First, IReadOnlyList<MissingFile> Files)
{
    /// <summary>None.</summary>
    public static MissingGroup None { get; } = new(0, BigInteger.Zero, [], []);
}

/// <summary>One of them.</summary>
/// <param name="Source">Name of its source.</param>
/// <param name="Id">Its id.</param>
/// <param name="Digest">SHA-256 of its text.</param>
/// <param name="File">The file that it came from.</param>
/// <param name="RowGroup">Row group there; -1 for line formats.</param>
/// <param name="Row">Row in the row group, or the first physical line less one.</param>
/// <param name="Now">What stands under its source and id now; null when nothing does, or it was not looked for.</param>
internal sealed record MissingRecord(string Source, string Id, Digest256 Digest, string File, int RowGroup, long Row, HeldRecord? Now = null);

/// <summary>A file that missing records came from.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="File">The file, as the parent's manifest calls it.</param>
/// <param name="Records">How many of its records are missing.</param>
internal sealed record MissingFile(string Source, string File, long Records);

/// <summary>A record that stands under a source and an id now.</summary>
/// <param name="Digest">SHA-256 of its text.</param>
/// <param name="File">The file that it came from; empty when the manifest does not say.</param>
/// <param name="RowGroup">Row group there; -1 for line formats.</param>
/// <param name="Row">Row in the row group, or the first physical line less one; -1 when the manifest does not say.</param>
internal sealed record HeldRecord(Digest256 Digest, string File, int RowGroup, long Row);
