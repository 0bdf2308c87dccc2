namespace MixPolicy.Benchmarks.Corpus;

/// <summary>Written last, when all files of a format are whole: what was made, with sums that any reader of the corpus can be checked against.</summary>
/// <param name="Version">Of the makers.</param>
/// <param name="Records">Records of all files.</param>
/// <param name="MeanBytes">The mean length of a text that was asked for.</param>
/// <param name="TextBytes">Bytes of all texts, in UTF-8.</param>
/// <param name="TextsXxHash128">The XOR of the XxHash128 of all texts, in hex.</param>
/// <param name="Tokens">Tokens of all records.</param>
/// <param name="Files">Each file.</param>
internal sealed record CorpusMarker(
    int Version, long Records, int MeanBytes, long TextBytes, string? TextsXxHash128, long Tokens, IReadOnlyList<CorpusMarker.Entry> Files)
{
    public long FileBytes => Files.Sum(file => file.FileBytes);

    /// <summary>One finished file; <paramref name="Sha256"/> is lower-case hex over its bytes.</summary>
    internal sealed record Entry(string Name, long Records, long TextBytes, long Tokens, long FileBytes, string Sha256);
}
