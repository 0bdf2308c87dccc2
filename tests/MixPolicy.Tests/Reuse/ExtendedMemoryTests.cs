using MixPolicy.Tests.EndToEnd;
using MixPolicy.Tests.Lineage;

namespace MixPolicy.Tests.Reuse;

/// <summary>What a policy extends is part of it: in what is remembered, in the report, and in what findings name.</summary>
public sealed class ExtendedMemoryTests
{
    private const string Policy = """
        mixpolicy: 1
        name: extending
        extends: [ shared/base.yaml, mixpolicy:audit-only ]
        data: { sources: [ { name: web, paths: [ a.jsonl ], columns: { text: text }, tags: { origin: synthetic } } ] }
        mix: { unit: records, budget: all }

        """;

    private const string Base = "mixpolicy: 1\nrules: { human: { min_fraction: 0.1 } }\n";

    [LinuxFact]
    public void Build_Unchanged_SaysTheSameFromAnyPath()
    {
        using var run = Run();
        var first = run.Build();
        var again = run.Build();
        var path = run.At("policy.yaml");

        Assert.True(again.Reused);
        Assert.Equal(first.Diagnostics.Select(d => d.Place), again.Diagnostics.Select(d => d.Place));
        Assert.Contains(again.Diagnostics, d => d.Place.File == "mixpolicy:audit-only");

        // Said under another path, the findings name the files by that path.
        var elsewhere = run.Run("mixpolicy: 1\nname: extending\nextends: shared/base.yaml\n" + string.Join('\n', Policy.Split('\n')[3..]), r => r with { Policy = path });
        Assert.Equal(BuildOutcome.Violated, elsewhere.Outcome);
        Assert.Equal(run.At("shared/base.yaml"), Assert.Single(elsewhere.Diagnostics).Place.File);
        Assert.DoesNotContain(run.Folder, File.ReadAllText(Path.Combine(run.Out, ".mixpolicy", "state.json")), StringComparison.Ordinal);
        var second = run.Run(null, r => r with { Policy = path });
        Assert.True(second.Reused);
        Assert.Equal(elsewhere.Diagnostics.Select(d => d.Place), second.Diagnostics.Select(d => d.Place));
    }

    [LinuxFact]
    public void Build_ExtendedFileChanged_IsAnother()
    {
        using var run = Run();
        run.Build();
        var before = Digest(run);
        run.Write("shared/base.yaml", Base + "# nothing\n");

        Assert.False(run.Build().Reused);
        Assert.NotEqual(before, Digest(run));
    }

    [Fact]
    public async Task Lineage_OfAnExtendingPolicy_FitsTheSchemaAndHoldsEveryFile()
    {
        using var run = Run();
        run.Build();
        var json = File.ReadAllText(Path.Combine(run.Out, "lineage.json"));
        var policy = run.Json("lineage.json").GetProperty("policy");

        Assert.Equal("", Schemas.Faults(await Schemas.Read("lineage"), json));
        Assert.Equal(["shared/base.yaml", "mixpolicy:audit-only"], policy.GetProperty("extends").EnumerateArray().Select(e => e.GetProperty("name").GetString()));
        Assert.Equal(Base, policy.GetProperty("extends")[0].GetProperty("text").GetString());
        foreach (var (path, changed) in Schemas.WithOneMore(json).Where(c => c.Path.Contains("extends", StringComparison.Ordinal)))
        {
            Assert.False(Schemas.Faults(await Schemas.Read("lineage"), changed).Length == 0, $"the schema lets {path} pass");
        }
    }

    private static string Digest(PolicyRun run) => run.Json("lineage.json").GetProperty("policy").GetProperty("sha256").GetString()!;

    private static PolicyRun Run() =>
        new PolicyRun().WriteLines("a.jsonl", Enumerable.Range(0, 5).Select(i => new { text = $"text {i}" })).Write("shared/base.yaml", Base).Write("policy.yaml", Policy);
}
