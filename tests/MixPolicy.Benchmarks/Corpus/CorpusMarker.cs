namespace MixPolicy.Benchmarks.Corpus;

/// <summary>Written last, when all files of a format are whole: what was made, with sums that any reader of the corpus can be checked against.</summary>
internal sealed record CorpusMarker(int Version, long Records, int MeanBytes, long TextBytes, long Tokens, IReadOnlyList<CorpusMarker.Entry> Files)
{
    /// <summary>One finished file; <paramref name="Sha256"/> is lower-case hex over its bytes.</summary>
    internal sealed record Entry(string Name, long Records, long TextBytes, long Tokens, long FileBytes, string Sha256);

    public long FileBytes => Files.Sum(file => file.FileBytes);
}
