using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MixPolicy.Tests.EndToEnd;

namespace MixPolicy.Tests.Generations;

/// <summary>A line of generations in one folder: <c>gen-N.yaml</c> writes to <c>gen-N</c> and names <c>gen-(N-1)</c> as its parent.</summary>
internal sealed class Line : IDisposable
{
    private readonly Sources.TempFolder _folder = new();

    /// <summary>The rule's keys beside <c>parent</c>, as YAML.</summary>
    public string Rule { get; set; } = "keep: human, in: manifest";

    /// <summary>Other rules, each with a comma before it.</summary>
    public string Others { get; init; } = "";

    /// <summary>The mix, as YAML on one line.</summary>
    public string Mix { get; init; } = "unit: tokens, budget: all";

    /// <summary>The columns of a source whose records are dated.</summary>
    public const string Dated = "id: id, text: text, tokens: tokens, origin: origin, collected_at: date";

    /// <summary>The columns of a source whose records have licences.</summary>
    public const string Licensed = "id: id, text: text, tokens: tokens, origin: origin, license: license";

    /// <summary>The columns of the source, as YAML on one line.</summary>
    public string Columns { get; init; } = "id: id, text: text, tokens: tokens, origin: origin";

    /// <summary>The source's tags, as YAML on one line.</summary>
    public string Tags { get; set; } = "language: en";

    /// <summary>A path in the folder.</summary>
    public string this[string name] => _folder[name];

    /// <summary>A record of 10 tokens.</summary>
    public static object Record(string id, string? text = null, string origin = "human", string? date = null) =>
        new { id, text = text ?? $"text {id}", tokens = 10, origin, date };

    /// <summary>SHA-256 of a text, as reports write it.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes a file of the source.</summary>
    public Line Data(string name, params object[] records)
    {
        _folder.Write($"data/{name}.jsonl", string.Concat(records.Select(r => JsonSerializer.Serialize(r) + "\n")));
        return this;
    }

    /// <summary>Writes tombstones.</summary>
    public Line TakeDown(params string[] lines)
    {
        _folder.Write("takedowns.jsonl", string.Concat(lines.Select(l => l + "\n")));
        return this;
    }

    /// <summary>A tombstone's line.</summary>
    public static string Tombstone(string text, string date = "2025-06-01") =>
        $$"""{"digest":"{{Digest(text)}}","reason":"erasure request","date":"{{date}}","authority":"dpo"}""";

    /// <summary>Builds a generation; generation 0 has no parent unless one is named.</summary>
    /// <param name="generation">Its number.</param>
    /// <param name="parent">The parent's report; null for that of the generation before.</param>
    /// <param name="ask">Changes the request.</param>
    public BuildResult Build(int generation, string? parent = null, Func<BuildRequest, BuildRequest>? ask = null)
    {
        var named = parent ?? (generation == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"gen-{generation - 1}/lineage.json"));
        var policy = $"gen-{generation.ToString(CultureInfo.InvariantCulture)}";
        _folder.Write($"{policy}.yaml", $$"""
            mixpolicy: 1
            name: line
            generation: {{generation}}
            as_of: 2026-01-01
            data:
              sources:
                - name: s
                  paths: [ data/*.jsonl ]
                  columns: { {{Columns}} }
                  tags: { {{Tags}} }
            mix: { {{Mix}} }
            rules: { accumulate: { {{(named is null ? "" : $"parent: {named}, ")}}{{Rule}} }{{Others}} }
            output: { dir: {{policy}} }
            """);
        var request = new BuildRequest { Policy = $"{policy}.yaml", Directory = _folder.Path, ToolVersion = "0" };
        return MixBuild.Run(ask is null ? request : ask(request), null, CancellationToken.None);
    }

    /// <summary>Builds what must succeed.</summary>
    public BuildResult Satisfy(int generation, string? parent = null)
    {
        var result = Build(generation, parent);
        Assert.True(result.Outcome == BuildOutcome.Satisfied, PolicyRun.Told(result));
        return result;
    }

    /// <summary>A generation's report.</summary>
    public JsonElement Lineage(int generation) => JsonDocument.Parse(File.ReadAllBytes(_folder[$"gen-{generation}/lineage.json"])).RootElement;

    /// <summary>Columns of a generation's manifest, a line a row.</summary>
    public IReadOnlyList<string> Rows(int generation, string columns)
    {
        using var duck = new DuckDb();
        return duck.Lines($"SELECT {columns} FROM read_parquet({DuckDb.Literal(_folder[$"gen-{generation}/manifest.parquet"])}, file_row_number = true) ORDER BY file_row_number");
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
