using MixPolicy.Lineage;
using MixPolicy.Signing;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Signing;

/// <summary>A small mix that is built, signed or not, into a folder of one test.</summary>
internal sealed class SignedMix : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>Writes the policy and its source.</summary>
    public SignedMix()
    {
        _folder.Write("s.jsonl", string.Concat(Enumerable.Range(0, 40).Select(i => $$"""{"id":"r{{i}}","text":"text {{i}}","tokens":10,"origin":"{{(i < 30 ? "human" : "synthetic")}}"}""" + "\n")));
        Policy(0.5m);
    }

    /// <summary>The output folder.</summary>
    public string Out => _folder["out/signed"];

    /// <summary>A file of the output folder.</summary>
    public string this[string name] => Path.Combine(Out, name);

    /// <summary>Writes the policy with another limit.</summary>
    public void Policy(decimal humanFraction) => _folder.Write("policy.yaml", FormattableString.Invariant($$"""
        mixpolicy: 1
        name: signed
        as_of: 2026-01-01
        data:
          sources:
            - name: s
              paths: [ s.jsonl ]
              columns: { id: id, text: text, tokens: tokens, origin: origin }
        mix: { unit: tokens, budget: all }
        rules:
          human: { min_fraction: {{humanFraction}} }
        """));

    /// <summary>Builds.</summary>
    public BuildResult Build(ISigner? signer = null, Func<BuildRequest, BuildRequest>? change = null)
    {
        var request = new BuildRequest { Policy = "policy.yaml", Directory = _folder.Path, ToolVersion = "0", Signer = signer };
        return MixBuild.Run(change?.Invoke(request) ?? request, null, CancellationToken.None);
    }

    /// <summary>A file's bytes.</summary>
    public byte[] Bytes(string name) => File.ReadAllBytes(this[name]);

    /// <summary>The report, read as an audit reads it.</summary>
    public LineageDocument Lineage() => LineageDocument.Read(Bytes("lineage.json"), out _)!;

    /// <summary>All files of the folder but the tool's own, by name, with their content.</summary>
    public IReadOnlyDictionary<string, string> Content() => Directory.GetFiles(Out)
        .ToDictionary(f => Path.GetFileName(f), f => Convert.ToBase64String(File.ReadAllBytes(f)), StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
