using System.Text.Json;

namespace MixPolicy.Benchmarks.Corpus;

/// <summary>Where a corpus lies: <c>parquet/</c>, <c>jsonl/</c> and so on, a policy and a marker for each, and <c>runs/</c> for what jobs write.</summary>
internal sealed record CorpusFolder(string Root, CorpusSpec Spec)
{
    public string PolicyPath(CorpusFormat format) => Path.Combine(Root, $"policy.{Extension(format)}.yaml");

    public string MarkerPath(CorpusFormat format) => Path.Combine(Root, $"{Extension(format)}.complete.json");

    public string FilePath(CorpusFormat format, CorpusFile file) =>
        Path.Combine(Root, Extension(format), $"{file.Name}.{Extension(format)}");

    public string RunPath(string name) => Path.Combine(Root, "runs", name);

    /// <summary>The files in the order of the specification.</summary>
    public IReadOnlyList<string> FilePaths(CorpusFormat format) => [.. Spec.Files.Select(file => FilePath(format, file))];

    /// <summary>The marker, when it is there, speaks of this specification, and every file has the size that it had when it was finished.</summary>
    public CorpusMarker? Complete(CorpusFormat format)
    {
        if (!File.Exists(MarkerPath(format)) || !File.Exists(PolicyPath(format)))
            return null;
        CorpusMarker? marker;
        try
        {
            marker = JsonSerializer.Deserialize<CorpusMarker>(File.ReadAllBytes(MarkerPath(format)));
        }
        catch (JsonException)
        {
            return null;
        }

        var whole = marker is { Version: CorpusSpec.Version } && marker.Records == Spec.Records && marker.MeanBytes == Spec.MeanBytes
            && marker.TextsXxHash128 is not null && marker.Files is { Count: > 0 }
            && marker.Files.Select(file => file.Name).SequenceEqual(Spec.Files.Select(file => file.Name), StringComparer.Ordinal)
            && Spec.Files.Zip(marker.Files).All(pair =>
                new FileInfo(FilePath(format, pair.First)) is { Exists: true } info && info.Length == pair.Second.FileBytes);
        return whole ? marker : null;
    }

    /// <summary>What names end in; folders and policies are named after it too.</summary>
    public static string Extension(CorpusFormat format) => format switch
    {
        CorpusFormat.Parquet => "parquet",
        CorpusFormat.Jsonl => "jsonl",
        CorpusFormat.JsonlZstd => "jsonl.zst",
        _ => "jsonl.gz",
    };
}
