using MixPolicy.Diagnostics;

namespace MixPolicy.Tool.Tests;

/// <summary><c>explain</c>.</summary>
public sealed class ExplainTests
{
    [Theory]
    [InlineData("MIX0302")]
    [InlineData("mix0302")]
    [InlineData("302")]
    [InlineData("0302")]
    [InlineData("Mix302")]
    public void Explain_AnySpellingOfACode_PrintsItsPage(string code)
    {
        var run = ToolProcess.Run(["explain", code]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Stderr);
        Assert.Equal(Catalogue.Page("MIX0302"), run.Stdout);
    }

    [Fact]
    public void Explain_NoCode_ListsAllCodesWithTitles()
    {
        var run = ToolProcess.Run(["explain"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(string.Concat(Catalogue.Entries.Select(e => $"{e.Code}  {e.Title}\n")), run.Stdout);
    }

    [Theory]
    [InlineData("MIX0399")]
    [InlineData("fresh")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public void Explain_UnknownCode_NamesTheNearest(string code)
    {
        var run = ToolProcess.Run(["explain", code]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Stdout);
        Assert.Contains($"the nearest is {Catalogue.Nearest(code)}", run.Stderr, StringComparison.Ordinal);
    }
}
