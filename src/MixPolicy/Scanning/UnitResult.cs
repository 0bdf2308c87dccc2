using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>What the scan of one unit of work (a file, or a part of a large one) left. Immutable.</summary>
/// <param name="File">The file.</param>
/// <param name="Part">How much of it.</param>
/// <param name="Records">Admitted records: entries of the index.</param>
/// <param name="Bad">Records set aside.</param>
/// <param name="EmptyTexts">Admitted records whose text is empty.</param>
/// <param name="Unreadable">Values that count as missing.</param>
/// <param name="Lacking">Mapped paths at which no admitted record has anything.</param>
/// <param name="Classes">Classes of records, in the order first seen.</param>
/// <param name="IndexPath">The fixed-width index.</param>
/// <param name="IndexHash">XxHash128 of it, hex.</param>
/// <param name="HeapPath">The records' strings.</param>
/// <param name="HeapHash">XxHash128 of them, hex.</param>
/// <param name="Extras">What else the rules wanted of the texts, each in a file of its own.</param>
/// <param name="QuarantinePath">The records set aside; null when there are none.</param>
internal sealed record UnitResult(
    SourceFile File,
    FilePart Part,
    long Records,
    long Bad,
    long EmptyTexts,
    IReadOnlyCollection<UnreadableValues> Unreadable,
    IReadOnlyList<string> Lacking,
    IReadOnlyList<RecordClass> Classes,
    string IndexPath,
    string IndexHash,
    string HeapPath,
    string HeapHash,
    IReadOnlyList<UnitFile> Extras,
    string? QuarantinePath)
{
    /// <summary>Where what some rule wanted of the texts is.</summary>
    /// <param name="kind">What it is called.</param>
    public string PathOf(string kind) => Extras.First(e => e.Kind == kind).Path;
}

/// <summary>A file that a unit's scan left beside its index and its strings.</summary>
/// <param name="Kind">What it is called: a file extension.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Hash">XxHash128 of it, hex.</param>
internal sealed record UnitFile(string Kind, string Path, string Hash);

/// <summary>What was found of one file: what identifies it, and its rows. Immutable.</summary>
/// <param name="File">The file.</param>
/// <param name="Sha256">Digest of the file's bytes.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="Parts">How it was cut into units.</param>
/// <param name="Records">Admitted records.</param>
/// <param name="Bad">Records set aside.</param>
internal sealed record FileResult(SourceFile File, byte[] Sha256, long Bytes, IReadOnlyList<FilePart> Parts, long Records, long Bad);
