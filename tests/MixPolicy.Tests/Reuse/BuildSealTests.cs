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
        MakeSeal();
        Assert.True(MixOutputs.AreCurrent(Request()));
        Assert.True(MixOutputs.AreCurrent(Request()));
        Assert.True(Build().Reused);
        Assert.True(MixOutputs.AreCurrent(Request()));
    }

    [LinuxTheory]
    [MemberData(nameof(ChangesThatMatter))]
    public void AreCurrent_SomethingChanged_DoesNotHold(string change)
    {
        MakeSeal();
        Changes.ThatMatter[change](_mix);
        Assert.False(MixOutputs.AreCurrent(Request()));
    }

    [LinuxFact]
    public void AreCurrent_AskedForSomethingElse_DoesNotHold()
    {
        MakeSeal();
        var request = Request();
        Assert.All(
            [
                request with { AsOf = new DateOnly(2026, 1, 1) },
                request with { NoWaivers = true },
                request with { Out = _mix.Run.At("elsewhere") },
                request with { DefaultOut = _mix.Run.At("elsewhere") },
                request with { ToolVersion = "other" },
                request with { Locked = true },
                request with { CheckOnly = true },
                request with { Suggest = true },
                request with { Manifest = "m.parquet" },
                request with { Reuse = BuildReuse.SameContent },
                request with { Reuse = BuildReuse.Nothing },
                request with { Seal = null },
                request with { Seal = _mix.Run.At("none") },
            ],
            other => Assert.False(MixOutputs.AreCurrent(other)));
        Assert.True(MixOutputs.AreCurrent(request with { Threads = 7 }));
    }

    [LinuxFact]
    public void AreCurrent_SealCutShortOrAltered_DoesNotHold()
    {
        MakeSeal();
        var whole = File.ReadAllBytes(Seal);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Seal, whole[..length]);
            Assert.False(MixOutputs.AreCurrent(Request()));
        }

        for (var at = 0; at < whole.Length; at++)
        {
            var altered = whole.ToArray();
            altered[at] ^= 0x55;
            File.WriteAllBytes(Seal, altered);
            Assert.False(MixOutputs.AreCurrent(Request()), $"byte {at}");
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
        MakeSeal();
        File.WriteAllText(Path.Combine(_mix.Run.Out, ".mixpolicy-commit.json"), "{}");
        Assert.False(MixOutputs.AreCurrent(Request()));
    }

    [LinuxFact]
    public void AreCurrent_ExtendedPolicyEdited_DoesNotHold()
    {
        _mix.Run.Write("base.yaml", "mixpolicy: 1\nrules: { human: { min_fraction: 0.1 } }\n");
        _mix.Run.Write("policy.yaml", RememberedMix.Policy.Replace("rules: { human: { min_fraction: 0.1 } }", "extends: [ base.yaml ]", StringComparison.Ordinal));
        MakeSeal();
        Assert.True(MixOutputs.AreCurrent(Request()));
        File.AppendAllText(_mix.Run.At("base.yaml"), "# more\n");
        Assert.False(MixOutputs.AreCurrent(Request()));
    }

    public void Dispose() => _mix.Dispose();

    /// <summary>Builds until the file system's clock has left everything behind, so that a seal is made.</summary>
    private void MakeSeal()
    {
        Assert.Equal(BuildOutcome.Satisfied, Build().Outcome);
        for (var runs = 0; !File.Exists(Seal); runs++)
        {
            Assert.True(runs < 10_000, "no seal was made");
            Assert.True(Build().Reused);
        }
    }

    private BuildResult Build() => MixBuild.Run(Request(), null, CancellationToken.None);

    private BuildRequest Request() => new() { Policy = "policy.yaml", Directory = _mix.Run.Folder, Out = _mix.Run.Out, ToolVersion = "1.2.3", Seal = Seal };
}
