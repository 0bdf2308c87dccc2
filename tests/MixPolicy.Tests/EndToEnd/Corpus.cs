namespace MixPolicy.Tests.EndToEnd;

/// <summary>How a file of a random source is written.</summary>
internal enum CorpusFormat
{
    /// <summary>Lines of JSON.</summary>
    Jsonl,

    /// <summary>Lines of JSON in gzip.</summary>
    JsonlGzip,

    /// <summary>Lines of JSON in zstd.</summary>
    JsonlZstd,

    /// <summary>A header and quoted fields.</summary>
    Csv,

    /// <summary>Strings, in one row group or several.</summary>
    Parquet,

    /// <summary>Depth as a number and date as an instant, in one row group or several.</summary>
    ParquetTyped,
}

/// <summary>A record as a file holds it.</summary>
/// <param name="Id">Its id; written always, read only where the source maps it.</param>
/// <param name="Text">Its text.</param>
/// <param name="Tokens">What its column of tokens says.</param>
/// <param name="Values">What it says of itself, by attribute; null where it says nothing.</param>
/// <param name="Date">What its date means, in microseconds since 1970; null when it has none that can be read.</param>
internal sealed record CorpusRecord(string Id, string Text, long Tokens, IReadOnlyDictionary<string, string?> Values, long? Date)
{
    /// <summary>Every attribute that <see cref="Values"/> may hold.</summary>
    public static IReadOnlyList<string> Attributes { get; } =
        ["origin", "depth", "collected_at", "license", "source_url", "kind", "generator", "temperature", "top_p"];
}

/// <summary>A file of a random source.</summary>
/// <param name="Name">Path below the policy's folder.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Records">What it holds.</param>
/// <param name="BadLines">Lines that are no JSON, put before the records.</param>
/// <param name="GroupSize">Records of a row group, or after which a line format has an empty line.</param>
internal sealed record CorpusFile(string Name, CorpusFormat Format, IReadOnlyList<CorpusRecord> Records, int BadLines, int GroupSize)
{
    /// <summary>The files with these extensions hold lines of JSON.</summary>
    public bool IsJson => Format is CorpusFormat.Jsonl or CorpusFormat.JsonlGzip or CorpusFormat.JsonlZstd;
}

/// <summary>A random source.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsMapped">Whether its ids are mapped.</param>
/// <param name="IsNested">Whether kind and decoding lie in an object.</param>
/// <param name="PerByte">Hundredths of a token a byte; null when a column says.</param>
/// <param name="Mapped">The attributes that it maps.</param>
/// <param name="Tags">What its records are where they say nothing, by attribute.</param>
/// <param name="Quarantine">Whether bad records are set aside.</param>
/// <param name="MaxBad">Percent of bad records allowed; null for any.</param>
/// <param name="Factor">Tenths of its own repetition factor; null for the mix's.</param>
/// <param name="Files">Its files.</param>
internal sealed record CorpusSource(
    string Name,
    bool IsMapped,
    bool IsNested,
    int? PerByte,
    IReadOnlyCollection<string> Mapped,
    IReadOnlyDictionary<string, string> Tags,
    bool Quarantine,
    int? MaxBad,
    int? Factor,
    IReadOnlyList<CorpusFile> Files)
{
    /// <summary>The path of an attribute's column.</summary>
    public string Column(string attribute) => attribute switch
    {
        "kind" when IsNested => "meta.kind",
        "temperature" or "top_p" when IsNested => $"meta.decoding.{attribute}",
        _ => $"c_{attribute}",
    };

    /// <summary>Records that are no JSON.</summary>
    public int Bad => Files.Sum(f => f.BadLines);

    /// <summary>All records of its files.</summary>
    public int Rows => Files.Sum(f => f.Records.Count);
}
