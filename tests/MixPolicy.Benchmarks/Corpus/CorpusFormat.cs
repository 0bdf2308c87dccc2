namespace MixPolicy.Benchmarks.Corpus;

/// <summary>How the records are stored.</summary>
internal enum CorpusFormat
{
    Parquet,
    Jsonl,
}
