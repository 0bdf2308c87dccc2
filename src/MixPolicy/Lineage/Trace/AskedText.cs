using MixPolicy.Hashing;

namespace MixPolicy.Lineage.Trace;

/// <summary>What is looked for: a text by its digest, or records by their id. Immutable.</summary>
/// <param name="Words">What messages call it.</param>
/// <param name="Digest">SHA-256 of the text; null for records by their id.</param>
/// <param name="WithoutNewline">Of a file that ends with a newline, the SHA-256 of what comes before it; else null.</param>
/// <param name="File">The file as the user wrote it; null when the text is not in one.</param>
/// <param name="Id">The id, as UTF-8; null when a digest is looked for.</param>
/// <param name="Source">The source that must have it, as UTF-8; null for any.</param>
internal sealed record AskedText(string Words, Digest256? Digest, Digest256? WithoutNewline = null, string? File = null, byte[]? Id = null, byte[]? Source = null)
{
    /// <summary>Whether a record is one of those that are looked for, and in which form it holds the text.</summary>
    /// <param name="digest">SHA-256 of its text, 32 bytes.</param>
    /// <param name="source">Its source.</param>
    /// <param name="id">Its id.</param>
    public TextForm Match(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> source, ReadOnlySpan<byte> id)
    {
        if (Id is not null) return id.SequenceEqual(Id) && (Source is null || source.SequenceEqual(Source)) ? TextForm.Exact : TextForm.None;
        if (digest.Length != Digest256.Size) return TextForm.None;
        var held = new Digest256(digest);
        return held.Equals(Digest!.Value) ? TextForm.Exact : WithoutNewline is { } other && held.Equals(other) ? TextForm.WithoutNewline : TextForm.None;
    }
}

/// <summary>In which form a record holds the text of a file.</summary>
internal enum TextForm
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Byte for byte; also every record that is looked for by its id.</summary>
    Exact,

    /// <summary>Without the newline at the file's end.</summary>
    WithoutNewline,
}
