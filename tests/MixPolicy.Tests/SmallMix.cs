using System.Text.Json;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests;

/// <summary>A policy over one small source, run through the whole main path in a folder that is gone afterwards.</summary>
internal sealed class SmallMix : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>The policy's rules, as YAML on one line.</summary>
    public string Rules { get; init; } = "human: { min_fraction: 0.5 }";

    /// <summary>The policy's mix, as YAML on one line.</summary>
    public string Mix { get; init; } = "unit: tokens, budget: all";

    /// <summary>The source's file.</summary>
    public string Source { get; init; } = "s.jsonl";

    /// <summary>The source's tags, as YAML on one line.</summary>
    public string Tags { get; init; } = "language: en";

    /// <summary>A path in the folder.</summary>
    public string this[string name] => _folder[name];

    /// <summary>Builds with these records in the source.</summary>
    public BuildResult Build(params IReadOnlyDictionary<string, object?>[] records)
    {
        _folder.Write(Source, string.Concat(records.Select(r => JsonSerializer.Serialize(r) + "\n")));
        return Run();
    }

    /// <summary>Builds, or judges a manifest, with what is in the folder.</summary>
    public BuildResult Run(string? manifest = null)
    {
        _folder.Write("policy.yaml", $$"""
            mixpolicy: 1
            name: small
            as_of: 2026-01-01
            data:
              sources:
                - name: s
                  paths: [ {{Source}} ]
                  columns: { id: id, text: text, tokens: tokens, origin: origin, license: license, generator: generator, source_url: url }
                  tags: { {{Tags}} }
            mix: { {{Mix}} }
            rules:
              {{Rules}}
            """);
        var request = new BuildRequest { Policy = "policy.yaml", Directory = _folder.Path, Manifest = manifest, ToolVersion = "0" };
        return MixBuild.Run(request, null, CancellationToken.None);
    }

    /// <summary>A human record of 10 tokens, with some attributes set.</summary>
    public static Dictionary<string, object?> Record(int number, params (string Key, object? Value)[] with)
    {
        var record = new Dictionary<string, object?>
        {
            ["id"] = $"r{number}",
            ["text"] = $"text {number}",
            ["tokens"] = 10,
            ["origin"] = "human",
        };
        foreach (var (key, value) in with) record[key] = value;
        return record;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
