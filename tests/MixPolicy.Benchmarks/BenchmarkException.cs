namespace MixPolicy.Benchmarks;

/// <summary>Something could not be made or run; the message says what and why.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
