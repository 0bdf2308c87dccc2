using System.Text.Json;

namespace MixPolicy.Tool.Tests;

/// <summary>stdout holds the report and nothing else; what is redirected has no colours and no bar.</summary>
public sealed class OutputTests
{
    private static readonly string[] Formats = ["text", "json", "sarif", "junit", "msbuild", "github", "azure"];

    public static TheoryData<string> AllFormats => [.. Formats];

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void Build_PolicyThatIsMissing_EndsWithTwoInEveryFormat(string format)
    {
        using var folder = new TempFolder();
        var run = ToolProcess.Run(["build", "none.yaml", "--format", format], folder.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEqual("", run.Stdout);
        Assert.Equal("", run.Stderr);
        Assert.EndsWith("\n", run.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Json_IsOneDocumentThatAgreesWithTheExitCode()
    {
        using var folder = new TempFolder();
        var run = ToolProcess.Run(["check", "none.yaml", "--format", "json"], folder.Path);

        using var report = JsonDocument.Parse(run.Stdout);
        Assert.Equal(run.ExitCode, report.RootElement.GetProperty("exit_code").GetInt32());
    }

    [Theory]
    [InlineData(null, "xterm-256color")]
    [InlineData("1", "xterm-256color")]
    [InlineData(null, "dumb")]
    public void Build_Redirected_HasNoEscapes(string? noColour, string terminal)
    {
        using var folder = new TempFolder();
        var env = new Dictionary<string, string?>
        {
            ["NO_COLOR"] = noColour,
            ["TERM"] = terminal,
            ["CI"] = null,
            ["GITHUB_ACTIONS"] = null,
            ["TF_BUILD"] = null,
        };
        var run = ToolProcess.Run(["build", "none.yaml"], folder.Path, env);

        Assert.DoesNotContain('\e', run.Stdout);
        Assert.DoesNotContain('\e', run.Stderr);
    }

    [Fact]
    public void Build_PolicyWhoseNameStartsWithAt_IsAFile()
    {
        using var folder = new TempFolder();
        folder.Write("args", "--version");
        var run = ToolProcess.Run(["build", "@args"], folder.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("MIX0902", run.Stderr, StringComparison.Ordinal);
    }
}
