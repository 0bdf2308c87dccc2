using MixPolicy.Sources;

namespace MixPolicy.Reuse;

/// <summary>A file as a build found or left it.</summary>
/// <param name="Name">Of a source: relative to the policy's folder. Of an output: in its folder.</param>
/// <param name="Sha256">Digest of its bytes, lower-case hex.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Stamp">Taken before its bytes were read; null where there is none that can be believed.</param>
/// <param name="Parts">How a source was cut for reading; none for an output.</param>
/// <param name="Settled">Whether any later change must show in the stamp.</param>
internal sealed record KnownFile(string Name, string Sha256, long Bytes, FileStamp? Stamp, IReadOnlyList<FilePart> Parts, bool Settled)
{
    /// <summary>Whether a stamp taken now says, without the file's being read, that it is the same.</summary>
    public bool IsProvedBy(FileStamp? now) => Settled && now is not null && now == Stamp;
}
