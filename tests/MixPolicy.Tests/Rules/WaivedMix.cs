using System.Globalization;
using System.Text.Json;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Rules;

/// <summary>A hundred records of 10 tokens, 27 of them human, under <c>human: { min_fraction: 0.40 }</c> and the waivers of a test.</summary>
internal sealed class WaivedMix : IDisposable
{
    private readonly TempFolder _folder = new();

    public WaivedMix() => _folder.Write("a.jsonl", string.Concat(Enumerable.Range(0, 100).Select(i => JsonSerializer.Serialize(
        new { id = i.ToString(CultureInfo.InvariantCulture), text = $"text {i}", tokens = 10, origin = i < 27 ? "human" : "synthetic" }) + "\n")));

    /// <summary>The policy's date, as YAML; null for none.</summary>
    public string? AsOf { get; init; } = "2026-11-01";

    /// <summary>The mix; 900 tokens can be 30 % human, and all of them 27 %.</summary>
    public string Mix { get; init; } = "unit: tokens, budget: 900";

    /// <summary>The rules.</summary>
    public string Rules { get; init; } = "human: { min_fraction: 0.40 }";

    /// <summary>A path in the folder.</summary>
    public string this[string name] => _folder[name];

    /// <summary>A waiver, with some keys other than usual; a null value leaves a key out.</summary>
    public static string Waiver(params (string Key, string? Value)[] other)
    {
        var keys = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["rule"] = "MIX0303",
            ["limit"] = "0.30",
            ["expires"] = "2027-01-01T00:00:00Z",
            ["owner"] = "data-team",
            ["approved_by"] = "cto",
            ["ticket"] = "DATA-412",
            ["reason"] = "crawl delayed",
        };
        foreach (var (key, value) in other) keys[key] = value;
        return "{ " + string.Join(", ", keys.Where(k => k.Value is not null).Select(k => $"{k.Key}: {k.Value}")) + " }";
    }

    /// <summary>Builds under some waivers.</summary>
    public BuildResult Build(string[] waivers, Func<BuildRequest, BuildRequest>? ask = null)
    {
        _folder.Write("policy.yaml", $$"""
            mixpolicy: 1
            name: waived
            {{(AsOf is null ? "" : $"as_of: {AsOf}")}}
            data:
              sources:
                - { name: s, paths: [ a.jsonl ], columns: { id: id, text: text, tokens: tokens, origin: origin } }
            mix: { {{Mix}} }
            rules: { {{Rules}} }
            waivers: [ {{string.Join(", ", waivers)}} ]
            output: { dir: out }
            """);
        var request = new BuildRequest { Policy = "policy.yaml", Directory = _folder.Path, ToolVersion = "0" };
        return MixBuild.Run(ask is null ? request : ask(request), null, CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
