using System.Globalization;
using System.Text;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Manifests;

public sealed class ManifestWriterTests
{
    [Fact]
    public void Build_ManifestOfSeveralRowGroups_SameBytesOnAnyNumberOfThreads()
    {
        using var folder = new TempFolder();
        var lines = new StringBuilder();
        for (var i = 0; i < 75_000; i++)
        {
            lines.Append(CultureInfo.InvariantCulture, $$"""{"text":"text {{i}}","tokens":{{i % 97}},"origin":"{{(i % 3 == 0 ? "synthetic" : "human")}}","lang":{{(i % 5 == 0 ? "null" : i % 2 == 0 ? "\"en\"" : "\"de\"")}}}""").Append('\n');
        }

        folder.Write("a.jsonl", lines.ToString());
        folder.Write("policy.yaml", """
            mixpolicy: 1
            name: threads
            data: { sources: [ { name: s, paths: [ a.jsonl ], columns: { text: text, tokens: tokens, origin: origin, language: lang } } ] }
            mix: { unit: tokens, budget: 3.5M }
            rules: { human: { min_fraction: 0.5 } }
            """);
        var one = Build(folder, 1);
        Assert.True(one.Length > 2 * 32_768 * 32, "the manifest has three row groups");
        Assert.Equal(one, Build(folder, 2));
        Assert.Equal(one, Build(folder, 8));
    }

    private static byte[] Build(TempFolder folder, int threads)
    {
        var output = folder[$"out-{threads}"];
        var request = new BuildRequest { Policy = "policy.yaml", Directory = folder.Path, Out = output, Threads = threads, ToolVersion = "0" };
        var result = MixBuild.Run(request, null, CancellationToken.None);
        Assert.True(result.Outcome == BuildOutcome.Satisfied, string.Join('\n', result.Diagnostics.Select(d => d.Message)));
        return File.ReadAllBytes(Path.Combine(output, "manifest.parquet"));
    }
}
