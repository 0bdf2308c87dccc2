using System.Globalization;

namespace MixPolicy.Benchmarks.Corpus;

/// <summary>What decides every byte of a corpus. A change to the makers changes <see cref="Version"/>, so no old folder is taken for a new one.</summary>
/// <param name="Records">How many records all files hold together, at least 4.</param>
/// <param name="MeanBytes">The mean length of a text in bytes of UTF-8.</param>
internal sealed record CorpusSpec(long Records, int MeanBytes)
{
    public const int Version = 1;
    public const ulong Seed = 0x6D69_7870_6F6C_6963;
    public const int DefaultMeanBytes = 600;

    /// <summary>The rows of a Parquet row group, and of a batch in memory.</summary>
    public const int RowsPerGroup = 100_000;

    public string FolderName => MeanBytes == DefaultMeanBytes
        ? string.Create(CultureInfo.InvariantCulture, $"corpus-{Records}-v{Version}")
        : string.Create(CultureInfo.InvariantCulture, $"corpus-{Records}-m{MeanBytes}-v{Version}");

    /// <summary>Two files of web text, one of books, one of model output whose origin differs by record.</summary>
    public IReadOnlyList<CorpusFile> Files
    {
        get
        {
            var quarter = Records / 4;
            return
            [
                new CorpusFile("web-1", "web", 0, quarter),
                new CorpusFile("web-2", "web", quarter, quarter),
                new CorpusFile("books", "books", 2 * quarter, quarter),
                new CorpusFile("synth", "synth", 3 * quarter, Records - (3 * quarter)),
            ];
        }
    }

    /// <summary>The bytes that making this corpus may need on disk, rounded up generously.</summary>
    public long DiskBytes(CorpusFormat format) => Records * (format == CorpusFormat.Parquet ? MeanBytes + 60 : MeanBytes + (MeanBytes / 10) + 300);
}
