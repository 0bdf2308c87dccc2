namespace MixPolicy.Benchmarks.Corpus;

/// <summary>A corpus cannot be made or used; the message says why.</summary>
internal sealed class CorpusException(string message) : Exception(message);
