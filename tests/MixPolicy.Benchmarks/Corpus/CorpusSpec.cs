using System.Globalization;

namespace MixPolicy.Benchmarks.Corpus;

/// <summary>What decides every byte of a corpus. A change to the makers changes <see cref="Version"/>, so no old folder is taken for a new one.</summary>
/// <param name="Records">How many records all files hold together, at least 4.</param>
/// <param name="MeanBytes">The mean length of a text in bytes of UTF-8.</param>
/// <param name="FilesPerQuarter">Into how many files each quarter of the records goes.</param>
internal sealed record CorpusSpec(long Records, int MeanBytes, int FilesPerQuarter = 1)
{
    public const int Version = 1;
    public const ulong Seed = 0x6D69_7870_6F6C_6963;
    public const int DefaultMeanBytes = 600;

    /// <summary>The rows of a Parquet row group, and of a batch in memory.</summary>
    public const int RowsPerGroup = 100_000;

    public string FolderName
    {
        get
        {
            var mean = MeanBytes == DefaultMeanBytes ? "" : string.Create(CultureInfo.InvariantCulture, $"-m{MeanBytes}");
            var files = FilesPerQuarter == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-f{4 * FilesPerQuarter}");
            return string.Create(CultureInfo.InvariantCulture, $"corpus-{Records}{mean}{files}-v{Version}");
        }
    }

    /// <summary>Half of web text, a quarter of books, a quarter of model output whose origin differs by record.</summary>
    public IReadOnlyList<CorpusFile> Files
    {
        get
        {
            var count = 4 * FilesPerQuarter;
            var each = Records / count;
            return
            [
                .. Enumerable.Range(0, count).Select(n =>
                {
                    var source = (n / FilesPerQuarter) switch { 0 or 1 => "web", 2 => "books", _ => "synth" };
                    var first = n * each;
                    return new CorpusFile(Name(source, n), source, first, n == count - 1 ? Records - first : each);
                }),
            ];
        }
    }

    /// <summary>The bytes that making this corpus may need on disk, rounded up generously.</summary>
    public long DiskBytes(CorpusFormat format) => Records * (format == CorpusFormat.Parquet ? MeanBytes + 60 : MeanBytes + (MeanBytes / 10) + 300);

    private string Name(string source, int file) => FilesPerQuarter > 1
        ? string.Create(CultureInfo.InvariantCulture, $"{source}-{file:D3}")
        : source == "web" ? string.Create(CultureInfo.InvariantCulture, $"web-{file + 1}") : source;
}
