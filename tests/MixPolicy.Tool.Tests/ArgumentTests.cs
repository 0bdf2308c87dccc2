namespace MixPolicy.Tool.Tests;

/// <summary>Whatever is typed: 2 and a sentence on stderr, never a pass, never a stack trace.</summary>
public sealed class ArgumentTests
{
    public static TheoryData<string[], string> Wrong => new()
    {
        { [], "no verb given" },
        { ["bild", "policy.yaml"], "did you mean 'build'?" },
        { ["xyzzy"], "there is no verb 'xyzzy'" },
        { ["--frobnicate"], "no option '--frobnicate'" },
        { ["build"], "Required argument missing" },
        { ["build", "a.yaml", "b.yaml"], "does not take 'b.yaml'" },
        { ["build", "a.yaml", "--fromat", "json"], "did you mean '--format'?" },
        { ["build", "--fromat", "json", "a.yaml"], "did you mean '--format'?" },
        { ["build", "a.yaml", "--manifest", "m.parquet"], "'build' has no option '--manifest'" },
        { ["build", "a.yaml", "--format", "jsn"], "did you mean 'json'?" },
        { ["build", "a.yaml", "--format", "serif"], "did you mean 'sarif'?" },
        { ["check", "a.yaml", "--sarif", ""], "--sarif is empty" },
        { ["build", "a.yaml", "--sarif", "./a.yaml"], "--sarif would overwrite 'a.yaml'" },
        { ["audit", "--sarif", "lineage.json", "lineage.json"], "--sarif would overwrite 'lineage.json'" },
        { ["build", "a.yaml", "--format", "text", "--format", "json"], "--format" },
        { ["build", "a.yaml", "--threads", "0"], "from 1 to 1024" },
        { ["build", "a.yaml", "--threads", "many"], "from 1 to 1024" },
        { ["build", "a.yaml", "--out", ""], "--out is empty" },
        { ["build", ""], "empty" },
        { ["check", "a.yaml", "--manifest", " "], "--manifest is empty" },
        { ["explain", "MIX0302", "MIX0303"], "does not take 'MIX0303'" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Tool_WrongArguments_RefusesOnStderrWithCodeTwo(string[] args, string part)
    {
        var run = ToolProcess.Run(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Stdout);
        Assert.StartsWith("mixpolicy: error MIX0902: ", run.Stderr, StringComparison.Ordinal);
        Assert.Contains(part, run.Stderr, StringComparison.Ordinal);
        Assert.Single(run.Stderr.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("schema")]
    [InlineData("scan")]
    [InlineData("plan")]
    [InlineData("select")]
    [InlineData("merge")]
    [InlineData("status")]
    [InlineData("render")]
    public void Tool_VerbThatIsNotBuilt_IsRefusedByName(string verb)
    {
        var run = ToolProcess.Run([verb, "policy.yaml"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"'{verb}' is not built yet", run.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public void Tool_Help_ListsTheVerbsAndNoOthers()
    {
        var run = ToolProcess.Run(["--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Stderr);
        foreach (var verb in new[] { "audit", "build", "check", "diff", "explain", "export", "init", "keygen", "tombstone", "trace" }) Assert.Contains($"  {verb} ", run.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("simulate", run.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public void Tool_Version_HasNoBuildHash()
    {
        var run = ToolProcess.Run(["--version"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?\n$", run.Stdout);
    }
}
