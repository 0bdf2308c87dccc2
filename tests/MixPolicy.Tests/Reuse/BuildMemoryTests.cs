using MixPolicy.Tests.EndToEnd;

namespace MixPolicy.Tests.Reuse;

/// <summary>An unchanged build says what it said and touches nothing; a changed one is done anew, however the change was hidden.</summary>
public sealed class BuildMemoryTests
{
    public static TheoryData<string, bool> ChangesThatMatter => Each(Changes.ThatMatter.Keys);

    public static TheoryData<string, bool> ChangesThatDoNot => Each(Changes.ThatDoNot.Keys);

    [LinuxTheory]
    [MemberData(nameof(ChangesThatMatter))]
    public void Build_SomethingChanged_IsDoneAnew(string change, bool settled)
    {
        using var mix = new RememberedMix();
        mix.Build(settled);
        Changes.ThatMatter[change](mix);

        IsAsAnew(mix, mix.Run.Build());
    }

    [LinuxTheory]
    [MemberData(nameof(ChangesThatDoNot))]
    public void Build_NothingChanged_SaysTheSameAndTouchesNothing(string change, bool settled)
    {
        using var mix = new RememberedMix();
        var first = mix.Build(settled);
        Changes.ThatDoNot[change](mix);
        var outputs = mix.Outputs();
        var again = mix.Run.Build();

        Assert.True(again.Reused);
        Assert.Equal(outputs, mix.Outputs());
        Same(first, again);
        Assert.Contains(again.Diagnostics, d => d.Code == "MIX0212");
        Assert.Equal(7, again.Written.Count);
    }

    [LinuxFact]
    public void Build_Violated_IsViolatedAgainAndAnewWhenItsFindingsWereTouched()
    {
        using var mix = new RememberedMix(RememberedMix.BrokenPolicy);
        var first = mix.Build();
        var again = mix.Run.Build();
        Assert.Equal((BuildOutcome.Violated, true), (again.Outcome, again.Reused));
        Same(first, again);

        File.AppendAllText(Path.Combine(mix.Run.Out, "violations.json"), " ");
        IsAsAnew(mix, mix.Run.Build());
    }

    [LinuxFact]
    public void Build_ViolatedInBetween_IsDoneAnewEachTime()
    {
        using var mix = new RememberedMix();
        var first = mix.Build();
        var good = mix.Run.Digests();
        Assert.Equal(BuildOutcome.Violated, mix.Run.Build(RememberedMix.BrokenPolicy).Outcome);
        Assert.Contains(mix.Run.Digests(), d => d.StartsWith("violations.json ", StringComparison.Ordinal));
        var back = mix.Run.Build(RememberedMix.Policy);

        Assert.False(back.Reused);
        Same(first, back);
        Assert.Equal(good, mix.Run.Digests());
    }

    [LinuxTheory]
    [InlineData("b.jsonl", "not JSON")]
    [InlineData("policy.yaml", "mixpolicy: 2")]
    public void Build_NotEvaluatedInBetween_ComesBackToTheSame(string file, string content)
    {
        using var mix = new RememberedMix(RememberedMix.Policy.Replace("      on_bad_record: quarantine\n      max_bad_fraction: 0.1\n", "", StringComparison.Ordinal));
        mix.Run.Write("a.jsonl", File.ReadAllText(mix.Run.At("a.jsonl")).Replace("{}\n", "", StringComparison.Ordinal));
        var first = mix.Build();
        var good = mix.Run.Digests();
        var before = File.ReadAllText(mix.Run.At(file));
        mix.Run.Write(file, content);
        Assert.Equal(BuildOutcome.NotEvaluated, mix.Run.Build().Outcome);
        Assert.Equal(BuildOutcome.NotEvaluated, mix.Run.Build().Outcome);
        mix.Run.Write(file, before);

        Same(first, mix.Run.Build());
        Assert.Equal(good, mix.Run.Digests());
    }

    public static TheoryData<string> OtherRequests => ["version", "folder", "locked", "nothing"];

    [LinuxTheory]
    [MemberData(nameof(OtherRequests))]
    public void Build_AskedOtherwise_IsDoneAnew(string what)
    {
        using var mix = new RememberedMix();
        mix.Build();

        Assert.False(mix.Run.Run(null, request => what switch
        {
            "version" => request with { ToolVersion = "1.2.4" },
            "folder" => request with { Out = mix.Run.At("elsewhere") },
            "locked" => request with { Locked = true },
            _ => request with { Reuse = BuildReuse.Nothing },
        }).Reused);
    }

    [LinuxFact]
    public void Build_PolicySpelledOtherwise_IsSaidAgainByTheNewName()
    {
        using var mix = new RememberedMix(RememberedMix.BrokenPolicy);
        mix.Build();
        var again = mix.Run.Run(null, request => request with { Policy = "./policy.yaml" });
        Assert.True(again.Reused);
        Assert.Contains(again.Diagnostics, d => d.Place.File == "./policy.yaml");
        Same(mix.Run.Run(null, request => request with { Policy = "./policy.yaml", Reuse = BuildReuse.Nothing }), again);
    }

    [LinuxFact]
    public void Check_AfterABuild_SaysWhatItSaidAndWritesNothing()
    {
        using var mix = new RememberedMix();
        var built = mix.Build(settled: false);
        var state = File.ReadAllBytes(mix.StatePath);
        mix.WaitForTheClock();
        var check = mix.Run.Run(null, request => request with { CheckOnly = true });
        var anew = mix.Run.Run(null, request => request with { CheckOnly = true, Reuse = BuildReuse.Nothing });

        Assert.True(check.Reused);
        Same(built with { Written = [] }, check);
        Same(anew, check);
        Assert.Equal(state, File.ReadAllBytes(mix.StatePath));
    }

    [LinuxFact]
    public void Check_First_LeavesNoMemory()
    {
        using var mix = new RememberedMix();
        mix.Run.Run(null, request => request with { CheckOnly = true });
        Assert.False(Directory.Exists(mix.Run.Out));
    }

    /// <summary>That a settled file is not read shows when the memory is made to hold another digest of it.</summary>
    [LinuxTheory]
    [InlineData(BuildReuse.Unchanged, true)]
    [InlineData(BuildReuse.SameContent, false)]
    public void Build_SettledFile_IsReadOnlyWhenContentsAreCompared(BuildReuse reuse, bool reused)
    {
        using var mix = new RememberedMix();
        mix.Build();
        var state = mix.State();
        File.WriteAllBytes(mix.StatePath, (state with { Inputs = [state.Inputs[0] with { Sha256 = new string('0', 64) }, .. state.Inputs.Skip(1)] }).ToBytes());

        Assert.Equal(reused, mix.Run.Run(null, request => request with { Reuse = reuse }).Reused);
    }

    [LinuxFact]
    public void Build_FileChangedJustBefore_IsReadAgain()
    {
        using var mix = new RememberedMix();
        mix.Build(settled: false);
        var state = mix.State();
        Assert.All(state.Inputs, file => Assert.False(file.Settled, file.Name));
        File.WriteAllBytes(mix.StatePath, (state with { Inputs = [state.Inputs[0] with { Sha256 = new string('0', 64) }, .. state.Inputs.Skip(1)] }).ToBytes());

        Assert.False(mix.Run.Build().Reused);
    }

    [LinuxFact]
    public void Build_PolicyNamedInFull_LeavesNoPathOfThisMachine()
    {
        using var mix = new RememberedMix(RememberedMix.BrokenPolicy);
        var policy = mix.Run.At("policy.yaml");
        var first = mix.Run.Run(null, request => request with { Policy = policy });
        var again = mix.Run.Run(null, request => request with { Policy = policy });

        Assert.True(again.Reused);
        Same(first, again);
        Assert.DoesNotContain(mix.Run.Folder, File.ReadAllText(mix.StatePath), StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Build_FolderThatTakesNoMemory_IsDoneAllTheSame()
    {
        using var mix = new RememberedMix();
        Directory.CreateDirectory(mix.Run.Out);
        File.WriteAllText(Path.Combine(mix.Run.Out, ".mixpolicy"), "mine");
        Assert.Equal(BuildOutcome.Satisfied, mix.Run.Build().Outcome);

        Assert.False(mix.Run.Build().Reused);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(mix.Run.Out, ".mixpolicy")));
    }

    /// <summary>A unit of other records under the name of these: as somebody could commit it beside a policy that it hides the breach of.</summary>
    [LinuxTheory]
    [InlineData(BuildReuse.SameContent, false)]
    [InlineData(BuildReuse.Nothing, false)]
    [InlineData(BuildReuse.Unchanged, false)]
    [InlineData(BuildReuse.Unchanged, true)]
    public void Build_UnitForged_IsNotTaken(BuildReuse reuse, bool locked)
    {
        using var mix = new RememberedMix(RememberedMix.BrokenPolicy.Replace("budget: 80", "budget: all", StringComparison.Ordinal));
        File.Delete(mix.Run.At("b.jsonl"));
        var index = Path.Combine(mix.Run.Out, ".mixpolicy", "index");
        var broken = File.ReadAllText(mix.Run.At("a.jsonl"));
        mix.Run.Write("a.jsonl", broken.Replace("synthetic", "human", StringComparison.Ordinal));
        Assert.Equal(BuildOutcome.Satisfied, mix.Run.Build().Outcome);
        var forged = Directory.GetFiles(index).ToDictionary(path => Path.GetExtension(path), File.ReadAllBytes);
        mix.Run.Write("a.jsonl", broken);
        Assert.Equal(BuildOutcome.Violated, mix.Run.Build().Outcome);
        foreach (var path in Directory.GetFiles(index)) File.WriteAllBytes(path, forged[Path.GetExtension(path)]);
        File.Delete(mix.StatePath);

        Assert.Equal(BuildOutcome.Violated, mix.Run.Run(null, request => request with { Reuse = reuse, Locked = locked }).Outcome);
    }

    private static TheoryData<string, bool> Each(IEnumerable<string> changes)
    {
        var data = new TheoryData<string, bool>();
        foreach (var change in changes)
        {
            data.Add(change, true);
            data.Add(change, false);
        }

        return data;
    }

    private static void IsAsAnew(RememberedMix mix, BuildResult found)
    {
        Assert.False(found.Reused);
        var digests = mix.Run.Digests();
        Same(mix.BuildAnew(), found);
        Assert.Equal(mix.Run.Digests(), digests);
    }

    private static void Same(BuildResult expected, BuildResult found)
    {
        Assert.Equal(PolicyRun.Told(expected), PolicyRun.Told(found));
        Assert.Equal(expected.Diagnostics.Select(d => (d.Place, string.Join('\n', d.Remedies))), found.Diagnostics.Select(d => (d.Place, string.Join('\n', d.Remedies))));
        Assert.Equal(expected.Written, found.Written);
        Assert.Equal(expected.Summary?.Rules, found.Summary?.Rules);
        Assert.Equal(expected.Summary?.Strata, found.Summary?.Strata);
        Assert.Equal(expected.Summary?.Waivers, found.Summary?.Waivers);
        Assert.Equal(expected.Summary?.Plan?.Costs, found.Summary?.Plan?.Costs);
        Assert.Equal(Bare(expected), Bare(found));

        static BuildSummary? Bare(BuildResult result) =>
            result.Summary is { } all ? all with { Rules = [], Strata = [], Waivers = [], Plan = all.Plan is { } plan ? plan with { Costs = [] } : null } : null;
    }
}
