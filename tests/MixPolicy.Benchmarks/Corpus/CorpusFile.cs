namespace MixPolicy.Benchmarks.Corpus;

/// <summary>One file of the corpus before it has a format: its records are those numbered from <paramref name="First"/> on.</summary>
internal sealed record CorpusFile(string Name, string Source, long First, long Records);
