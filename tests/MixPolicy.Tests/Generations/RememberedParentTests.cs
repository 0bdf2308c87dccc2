using MixPolicy.Tests.EndToEnd;
using MixPolicy.Tests.Reuse;
using static MixPolicy.Tests.Generations.Line;

namespace MixPolicy.Tests.Generations;

/// <summary>What a build rests on beside its sources is remembered with them.</summary>
public sealed class RememberedParentTests
{
    public static TheoryData<string> Changes => ["manifest", "report", "another parent", "tombstones", "manifest gone"];

    [LinuxFact]
    public void Build_NothingChanged_IsTheEarlierResult()
    {
        using var line = Made();
        var again = line.Build(1);

        Assert.True(again.Reused, PolicyRun.Told(again));
        Assert.Equal(new ParentLine(0, "manifest", 2, 2, 0, 0, 0, 0), again.Summary!.Parent);
        Assert.True(line.Build(1, ask: r => r with { Reuse = BuildReuse.SameContent }).Reused);
    }

    [LinuxTheory]
    [MemberData(nameof(Changes))]
    public void Build_ParentOrTombstonesChanged_IsDoneAnew(string what)
    {
        using var line = Made();
        Change(line, what);
        var again = line.Build(1);

        Assert.False(again.Reused);
        Assert.Equal(what is "another parent" or "tombstones" ? BuildOutcome.Satisfied : BuildOutcome.NotEvaluated, again.Outcome);
        Assert.Equal(PolicyRun.Told(line.Build(1, ask: r => r with { Reuse = BuildReuse.Nothing })), PolicyRun.Told(again));
    }

    private static Line Made()
    {
        var line = new Line { Rule = "keep: human, in: manifest, tombstones: takedowns.jsonl" };
        line.Data("a", Record("1"), Record("2"), Record("3", origin: "synthetic")).TakeDown();
        line.Satisfy(0);
        Assert.False(line.Satisfy(1).Reused);
        return line;
    }

    private static void Change(Line line, string what)
    {
        var manifest = line["gen-0/manifest.parquet"];
        switch (what)
        {
            case "manifest":
                var bytes = File.ReadAllBytes(manifest);
                bytes[50] ^= 1;
                File.WriteAllBytes(manifest, bytes);
                break;
            case "manifest gone":
                File.Delete(manifest);
                break;
            case "report":
                File.AppendAllText(line["gen-0/lineage.json"], "\n");
                break;
            case "another parent":
                using (var other = new Line())
                {
                    other.Data("a", Record("1"));
                    other.Satisfy(0);
                    foreach (var name in new[] { "lineage.json", "manifest.parquet", "ledger.bin" }) File.Copy(other[$"gen-0/{name}"], line[$"gen-0/{name}"], overwrite: true);
                }

                break;
            default:
                line.TakeDown(Tombstone("text 3"));
                break;
        }
    }
}
