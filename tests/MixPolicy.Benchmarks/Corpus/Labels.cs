using System.Collections.Immutable;
using System.Globalization;

namespace MixPolicy.Benchmarks.Corpus;

/// <summary>The values of the columns that repeat; a batch holds their indexes.</summary>
internal static class Labels
{
    public static ImmutableArray<string> Origins { get; } = ["human", "human_edited", "mixed", "synthetic"];

    public static ImmutableArray<string> Licenses { get; } = ["CC-BY-4.0", "CC0-1.0", "MIT", "CC-BY-SA-4.0", "Apache-2.0"];

    public static ImmutableArray<string> Languages { get; } = ["en", "de", "fr", "es", "ru", "zh", "is", "sw"];

    public static ImmutableArray<string> Generators { get; } = ["mistral-7b-v0.3", "qwen2.5-7b", "llama-3.1-8b", "olmo-2-13b"];

    public static ImmutableArray<string> Domains { get; } =
        [.. Enumerable.Range(0, 2000).Select(n => string.Create(CultureInfo.InvariantCulture, $"site-{n:D4}.example"))];
}
