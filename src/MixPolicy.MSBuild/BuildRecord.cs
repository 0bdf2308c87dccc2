using System.Text.Json;
using System.Text.Json.Serialization;

namespace MixPolicy.MSBuild;

/// <summary>What one policy of a project came to.</summary>
/// <param name="Policy">Its path, as the project writes it.</param>
/// <param name="Name">Its name; null when it does not stand.</param>
/// <param name="Folder">Absolute path of its output folder; null when it does not stand.</param>
/// <param name="Outcome"><c>satisfied</c>, <c>violated</c>, <c>not_evaluated</c>; <c>left</c> for what the project no longer asks for.</param>
/// <param name="RulesEvaluated">How many limits were judged.</param>
/// <param name="Carry">Whether manifest and lineage go along into what is built.</param>
/// <param name="Files">Names of the files that builds made in the folder, now and before.</param>
/// <param name="Reports">Absolute paths of the reports that were written beside.</param>
internal sealed record PolicyRecord(
    string Policy, string? Name, string? Folder, string Outcome, int RulesEvaluated, bool Carry, IReadOnlyList<string> Files, IReadOnlyList<string> Reports)
{
    /// <summary>The outcome of a policy whose every limit held.</summary>
    public const string Satisfied = "satisfied";

    /// <summary>What lies in the folder of a satisfied policy, whether this build made it, found it locked or audited it.</summary>
    public static IReadOnlyList<string> Evidence { get; } = [MixOutputs.ManifestName, MixOutputs.LineageName];

    /// <summary>Whether every limit held.</summary>
    [JsonIgnore]
    public bool IsSatisfied => Outcome == Satisfied;
}

/// <summary>What the last build of a project made: what goes along, and what clean deletes.</summary>
internal sealed record BuildRecord(IReadOnlyList<PolicyRecord> Policies)
{
    /// <summary>Reads a record; an empty one where there is none that can be understood.</summary>
    public static BuildRecord Read(string path)
    {
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize(File.ReadAllBytes(path), BuildRecordJson.Default.BuildRecord) is { } record ? record : new([]);
        }
        catch (JsonException)
        {
            return new([]);
        }
    }

    /// <summary>The record after a run: what was made before and is not made any more stays, for clean.</summary>
    public static BuildRecord After(BuildRecord before, IReadOnlyList<PolicyRecord> made)
    {
        var files = before.Policies.Where(p => p.Folder is not null).ToLookup(p => p.Folder!, StringComparer.Ordinal);
        var folders = made.Select(m => m.Folder).ToHashSet(StringComparer.Ordinal);
        var reports = made.SelectMany(m => m.Reports).ToHashSet(StringComparer.Ordinal);
        return new BuildRecord(
        [
            .. made.Select(m => m.Folder is { } folder ? m with { Files = [.. m.Files.Union(files[folder].SelectMany(f => f.Files))] } : m),
            .. before.Policies.Where(p => !folders.Contains(p.Folder) || p.Reports.Any(r => !reports.Contains(r)))
                .Select(p => p with { Outcome = "left", Carry = false, Files = folders.Contains(p.Folder) ? [] : p.Files }),
        ]);
    }

    /// <summary>Writes the record, if it says anything new.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(this, BuildRecordJson.Default.BuildRecord);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var staged = $"{path}.{Guid.NewGuid():n}";
        File.WriteAllBytes(staged, bytes);
        File.Move(staged, path, overwrite: true);
    }
}

/// <summary>The record as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BuildRecord))]
internal sealed partial class BuildRecordJson : JsonSerializerContext;
