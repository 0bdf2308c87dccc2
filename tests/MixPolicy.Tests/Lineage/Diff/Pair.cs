using System.Text.Json;
using MixPolicy.Lineage.Diff;
using MixPolicy.Reporting;
using MixPolicy.Tests.Generations;

namespace MixPolicy.Tests.Lineage.Diff;

/// <summary>Two mixes that know nothing of each other.</summary>
internal sealed class Pair : IDisposable
{
    private readonly Line _older = new();
    private readonly Line _newer = new() { Rule = "keep: human, in: manifest, tombstones: takedowns.jsonl" };
    private readonly Sources.TempFolder _scratch = new();

    /// <summary>Builds both; false when one of them holds nothing.</summary>
    public bool Build(IEnumerable<object> before, IEnumerable<object> now, params string[] takenDown)
    {
        _older.Data("a", [.. before]);
        _newer.Data("a", [.. now]).TakeDown([.. takenDown.Select(t => Line.Tombstone(t))]);
        return _older.Build(0).Outcome == BuildOutcome.Satisfied && _newer.Build(0).Outcome == BuildOutcome.Satisfied;
    }

    /// <summary>Compares them, the older one first or last.</summary>
    public DiffResult Diff(bool reversed = false) =>
        Diff(reversed ? _newer : _older, reversed ? _older : _newer, _scratch.Path);

    /// <summary>Compares any two.</summary>
    public static DiffResult Diff(Line older, Line newer, string scratch, int olderGeneration = 0, int newerGeneration = 0) => LineageDiff.Run(
        new DiffRequest
        {
            Older = $"gen-{olderGeneration}/lineage.json",
            Newer = newer == older ? $"gen-{newerGeneration}/lineage.json" : newer[$"gen-{newerGeneration}/lineage.json"],
            Directory = older["."],
            ScratchFolder = scratch,
            Threads = 2,
        },
        CancellationToken.None);

    /// <summary>A comparison as programs read it.</summary>
    public static JsonElement Json(DiffResult result)
    {
        using var text = new StringWriter { NewLine = "\n" };
        DiffJson.Render(result, text);
        return JsonDocument.Parse(text.ToString()).RootElement.GetProperty("difference");
    }

    public void Dispose()
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.Path));
        _older.Dispose();
        _newer.Dispose();
        _scratch.Dispose();
    }
}
