using MixPolicy.Reporting;
using MixPolicy.Signing;
using MixPolicy.Tests.Generations;
using MixPolicy.Tests.Signing;
using static MixPolicy.Tests.Generations.Line;

namespace MixPolicy.Tests.Lineage.Audit;

/// <summary>A small line of two generations, signed, with a takedown and a waiver, and audits of it.</summary>
internal sealed class AuditedLine : IDisposable
{
    private readonly Line _line;
    private int _audits;

    /// <summary>Builds both generations.</summary>
    /// <param name="signed">Whether to sign.</param>
    /// <param name="rule">The rule's keys beside <c>parent</c>.</param>
    /// <param name="others">Other rules, each with a comma before it.</param>
    /// <param name="mix">The mix.</param>
    public AuditedLine(
        bool signed = true, string rule = "keep: human, in: manifest, tombstones: takedowns.jsonl", string others = ", human: { min_fraction: 0.5 }, fresh_human: { min_fraction: 0.1, within: 90d }",
        string mix = "unit: tokens, budget: all")
    {
        Key = TestKeys.New();
        ISigner? signer = signed ? Key : null;
        _line = new Line { Columns = $"{Dated}, generator: generator", Rule = rule, Others = others, Mix = mix };
        _line.Data("a", [.. Enumerable.Range(0, 12).Select(i => Record($"a{i}", date: i < 3 ? "2025-12-01" : "2025-06-01")), new { id = "s0", text = "written by a model", tokens = 10, origin = "synthetic", generator = "m1" }]);
        _line.TakeDown();
        Assert.Equal(BuildOutcome.Satisfied, _line.Build(0, ask: r => r with { Signer = signer }).Outcome);
        _line.Data("b", Record("b0", date: "2025-12-01"), Record("b1", date: "2025-12-02"));
        _line.TakeDown(Tombstone("text a3"));
        var result = _line.Build(1, ask: r => r with { Signer = signer });
        Assert.True(result.Outcome == BuildOutcome.Satisfied, EndToEnd.PolicyRun.Told(result));
    }

    /// <summary>Who signed.</summary>
    public PemSigner Key { get; }

    /// <summary>A path in the folder.</summary>
    public string this[string name] => _line[name];

    /// <summary>Audits a generation's report.</summary>
    public AuditResult Audit(int generation = 1, bool withKey = true, Func<AuditRequest, AuditRequest>? ask = null)
    {
        var scratch = Directory.CreateDirectory(_line[$"scratch/{_audits++}"]).FullName;
        var request = new AuditRequest
        {
            Report = $"gen-{generation}/lineage.json",
            Directory = _line[""].TrimEnd('/'),
            ScratchFolder = scratch,
            ToolVersion = "0",
            KeyPem = withKey ? Key.PublicKeyPem : null,
        };
        try
        {
            return MixAudit.Run(ask?.Invoke(request) ?? request, null, CancellationToken.None);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>An audit as people see it.</summary>
    public static string Told(AuditResult result)
    {
        using var text = new StringWriter();
        new AuditText().Render(result, text);
        return text.ToString();
    }

    /// <summary>Changes a file.</summary>
    public void Edit(string name, Func<byte[], byte[]> change) => File.WriteAllBytes(_line[name], change(File.ReadAllBytes(_line[name])));

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();
}
