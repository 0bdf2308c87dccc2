namespace MixPolicy.Tests.Reuse;

/// <summary>A seal holds while nothing has changed, and never after anything that a build would come to something else for.</summary>
public sealed class BuildSealTests : IDisposable
{
    private readonly RememberedMix _mix = new();

    public static TheoryData<string> ChangesThatMatter => [.. Changes.ThatMatter.Keys.Where(c => !c.StartsWith("the memory", StringComparison.Ordinal))];

    private string Seal => Path.Combine(_mix.Run.Out, "mix.seal");

    [LinuxFact]
    public void AreCurrent_NothingChanged_HoldsAgainAndAgain()
    {
        var result = MakeSeal();
        Assert.True(Holds(result));
        Assert.True(Holds(result));
        Assert.True(Build().Reused);
        Assert.True(Holds(result));
    }

    [LinuxTheory]
    [MemberData(nameof(ChangesThatMatter))]
    public void AreCurrent_SomethingChanged_DoesNotHold(string change)
    {
        var result = MakeSeal();
        Changes.ThatMatter[change](_mix);
        Assert.False(Holds(result));
    }

    [LinuxFact]
    public void SealKey_OfAnotherRequestOrResult_IsAnother()
    {
        var result = MakeSeal();
        var request = Request();
        Assert.All(
            [
                MixOutputs.SealKey(request with { AsOf = new DateOnly(2026, 1, 1) }, result),
                MixOutputs.SealKey(request with { NoWaivers = true }, result),
                MixOutputs.SealKey(request with { Out = _mix.Run.At("elsewhere") }, result),
                MixOutputs.SealKey(request with { DefaultOut = _mix.Run.At("elsewhere") }, result),
                MixOutputs.SealKey(request with { ToolVersion = "other" }, result),
                MixOutputs.SealKey(request with { Policy = "./policy.yaml" }, result),
                MixOutputs.SealKey(request, result with { Outcome = BuildOutcome.Violated }),
                MixOutputs.SealKey(request, result with { Diagnostics = [] }),
            ],
            key => Assert.False(MixOutputs.AreCurrent(Seal, key)));
        Assert.True(MixOutputs.AreCurrent(Seal, MixOutputs.SealKey(request with { Threads = 7 }, result)));
        Assert.False(MixOutputs.AreCurrent(_mix.Run.At("none"), MixOutputs.SealKey(request, result)));
    }

    [LinuxTheory]
    [InlineData("d/*/train.jsonl", "d/b/train.jsonl")]
    [InlineData("d/*/sub/*.jsonl", "d/b/sub/x.jsonl")]
    [InlineData("d/**/*.jsonl", "d/a/deep/er/x.jsonl")]
    public void AreCurrent_FileAddedWhereAWildcardLeads_DoesNotHold(string pattern, string added)
    {
        _mix.Run.Write("d/a/train.jsonl", """{"id":"n","text":"n","origin":"human"}""" + "\n").Write("d/a/sub/a.jsonl", """{"id":"m","text":"m","origin":"human"}""" + "\n");
        _mix.Run.Write("d/b/README", "nothing yet").Write("d/a/deep/README", "nothing yet");
        _mix.Run.Write("policy.yaml", RememberedMix.Policy.Replace("\"*.jsonl\"", $"\"{pattern}\"", StringComparison.Ordinal).Replace("budget: 80", "budget: all", StringComparison.Ordinal));
        var result = MakeSeal();
        Assert.True(Holds(result));
        _mix.Run.Write(added, """{"id":"late","text":"late","origin":"synthetic"}""" + "\n");
        Assert.False(Holds(result));
    }

    [LinuxFact]
    public void Build_LinkThatLeadsNowhereAmongTheSources_IsNotSealed()
    {
        Directory.CreateSymbolicLink(_mix.Run.At("later"), _mix.Run.At("not/there"));
        Build();
        _mix.WaitForTheClock();
        Assert.True(Build().Reused);
        _mix.WaitForTheClock();
        Assert.True(Build().Reused);
        Assert.False(File.Exists(Seal));
    }

    [LinuxFact]
    public void AreCurrent_SealCutShortOrAltered_DoesNotHold()
    {
        var result = MakeSeal();
        var whole = File.ReadAllBytes(Seal);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Seal, whole[..length]);
            Assert.False(Holds(result));
        }

        for (var at = 0; at < whole.Length; at++)
        {
            var altered = whole.ToArray();
            altered[at] ^= 0x55;
            File.WriteAllBytes(Seal, altered);
            Assert.False(Holds(result), $"byte {at}");
        }
    }

    [LinuxFact]
    public void Build_OnTheRunThatMadeTheOutputs_IsNotSealed()
    {
        Build();
        Assert.False(File.Exists(Seal));
    }

    [LinuxFact]
    public void AreCurrent_KilledWhileTheOutputsWerePutInPlace_DoesNotHold()
    {
        var result = MakeSeal();
        File.WriteAllText(Path.Combine(_mix.Run.Out, ".mixpolicy-commit.json"), "{}");
        Assert.False(Holds(result));
    }

    [LinuxFact]
    public void AreCurrent_ExtendedPolicyEdited_DoesNotHold()
    {
        _mix.Run.Write("base.yaml", "mixpolicy: 1\nrules: { human: { min_fraction: 0.1 } }\n");
        _mix.Run.Write("policy.yaml", RememberedMix.Policy.Replace("rules: { human: { min_fraction: 0.1 } }", "extends: [ base.yaml ]", StringComparison.Ordinal));
        var result = MakeSeal();
        Assert.True(Holds(result));
        File.AppendAllText(_mix.Run.At("base.yaml"), "# more\n");
        Assert.False(Holds(result));
    }

    public void Dispose() => _mix.Dispose();

    private bool Holds(BuildResult result) => MixOutputs.AreCurrent(Seal, MixOutputs.SealKey(Request(), result));

    /// <summary>Builds until the file system's clock has left everything behind, so that a seal is made; what was built.</summary>
    private BuildResult MakeSeal()
    {
        var built = Build();
        Assert.Equal(BuildOutcome.Satisfied, built.Outcome);
        for (var runs = 0; !File.Exists(Seal); runs++)
        {
            Assert.True(runs < 10_000, "no seal was made");
            Assert.True(Build().Reused);
        }

        return built;
    }

    private BuildResult Build() => MixBuild.Run(Request(), null, CancellationToken.None);

    private BuildRequest Request() => new() { Policy = "policy.yaml", Directory = _mix.Run.Folder, Out = _mix.Run.Out, ToolVersion = "1.2.3", Seal = Seal };
}
