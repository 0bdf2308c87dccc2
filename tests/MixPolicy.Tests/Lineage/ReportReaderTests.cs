using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MixPolicy.Diagnostics;
using MixPolicy.Lineage;
using MixPolicy.Lineage.Diff;
using MixPolicy.Lineage.Trace;
using MixPolicy.Tests.Generations;
using static MixPolicy.Tests.Generations.Line;

namespace MixPolicy.Tests.Lineage;

/// <summary>A report may carry the right digest and still say what no build says: whoever forged it gets a finding and no exception.</summary>
public sealed class ReportReaderTests : IDisposable
{
    private readonly Line _line = new() { Rule = "keep: human, in: manifest, tombstones: takedowns.jsonl" };

    public ReportReaderTests()
    {
        _line.Data("a", Record("1"), Record("2")).TakeDown();
        _line.Satisfy(0);
        _line.TakeDown(Tombstone("text 2")).Data("b", Record("3"));
        _line.Satisfy(1);
    }

    public void Dispose() => _line.Dispose();

    [Fact]
    public void Read_ForgedWithItsDigest_NeverThrows()
    {
        var path = _line["gen-1/lineage.json"];
        var text = File.ReadAllText(path);
        var forged = Schemas.WithOneLess(text).Concat(Schemas.WithFraction(text)).Where(f => !f.Path.EndsWith(".digest", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(forged);
        foreach (var (what, json) in forged)
        {
            File.WriteAllBytes(path, Signed(json));
            var diff = LineageDiff.Run(
                new DiffRequest { Older = "gen-0/lineage.json", Newer = "gen-1/lineage.json", Directory = _line["."], ScratchFolder = Directory.CreateDirectory(_line["scratch"]).FullName }, CancellationToken.None);
            var trace = TextTrace.Run(new TraceRequest { Report = "gen-1/lineage.json", Directory = _line["."], Text = new TextQuestion { Text = "text 2" } }, CancellationToken.None);

            Assert.All(diff.Diagnostics.Concat(trace.Diagnostics), d => Assert.StartsWith("MIX05", d.Code, StringComparison.Ordinal));
            Assert.DoesNotContain(diff.Diagnostics, d => d.Message.Contains("digest", StringComparison.Ordinal) && d.Code == Codes.ReportMismatch && d.Message.Contains("carries", StringComparison.Ordinal));
            Assert.NotNull(what);
        }
    }

    /// <summary>In the one form, with the digest that it should carry.</summary>
    private static byte[] Signed(string json)
    {
        var report = JsonNode.Parse(json)!.AsObject();
        report["digest"] = "";
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Canonical(report)));
        report["digest"] = digest;
        return Canonical(report);
    }

    private static byte[] Canonical(JsonObject report)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(report.ToJsonString()));
        return CanonicalJson.Write(document.RootElement.WriteTo);
    }
}
