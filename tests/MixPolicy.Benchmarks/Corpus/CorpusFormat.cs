namespace MixPolicy.Benchmarks.Corpus;

/// <summary>How the records are stored.</summary>
internal enum CorpusFormat
{
    Parquet,
    Jsonl,

    /// <summary>JSON lines as <c>zstd -3</c> compresses them.</summary>
    JsonlZstd,

    /// <summary>JSON lines as <c>gzip -6</c> compresses them.</summary>
    JsonlGzip,
}
