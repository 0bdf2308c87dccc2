using MixPolicy.Reporting;

namespace MixPolicy.Tests.Reporting;

/// <summary>What build servers read: totals first where only ten findings are shown, and nothing that breaks out of its place.</summary>
public sealed class LogReportTests
{
    [Fact]
    public void Msbuild_Violated_IsOneCanonicalLineAFinding() => Assert.Equal(
        """
        data/a,b:c;d].jsonl: warning MIX0208: 12 dates\u000acould not be read: 100 %
        policy.yaml(12,5): error MIX0302: fresh human text is 0.2400, below 0.30 Remedy: add 60,000 tokens Remedy: drop 200,000 tokens
        [mixpolicy] violated: 1 limit (0 errors, 1 violation, 1 warning); 1,000,000 tokens in 4,321 records, budget 1,000,000..2,000,000

        """,
        Results.Render("msbuild", Results.Violated));

    [Fact]
    public void Github_Violated_IsTotalsAndEscapedCommands() => Assert.Equal(
        """
        ::error title=mixpolicy::violated: 1 limit (0 errors, 1 violation, 1 warning); 1,000,000 tokens in 4,321 records, budget 1,000,000..2,000,000
        ::warning file=data/a%2Cb%3Ac;d].jsonl,title=MIX0208::12 dates%0Acould not be read: 100 %25
        ::error file=policy.yaml,line=12,endLine=12,col=5,endColumn=17,title=MIX0302::fresh human text is 0.2400, below 0.30%0Aremedy: add 60,000 tokens%0Aremedy: drop 200,000 tokens

        """,
        Results.Render("github", Results.Violated));

    [Fact]
    public void Github_NotEvaluated_EscapesLineEnds() => Assert.Equal(
        "::error title=mixpolicy::could not be evaluated: 1 error (1 error, 0 violations, 0 warnings)\n"
        + "::error title=MIX0112::no \e[31msources%0D%0A\n::notice file=p.yaml,title=MIX0212::##vso[x] noted\n",
        Results.Render("github", Results.NotEvaluated));

    [Fact]
    public void Azure_Violated_IsTotalsAndEscapedCommands() => Assert.Equal(
        """
        ##vso[task.logissue type=error]mixpolicy: violated: 1 limit (0 errors, 1 violation, 1 warning); 1,000,000 tokens in 4,321 records, budget 1,000,000..2,000,000
        ##vso[task.logissue type=warning;sourcepath=data/a,b:c%3Bd%5D.jsonl;code=MIX0208]12 dates%0Acould not be read: 100 %AZP25
        ##vso[task.logissue type=error;sourcepath=policy.yaml;linenumber=12;columnnumber=5;code=MIX0302]fresh human text is 0.2400, below 0.30%0Aremedy: add 60,000 tokens%0Aremedy: drop 200,000 tokens

        """,
        Results.Render("azure", Results.Violated));

    [Fact]
    public void Azure_Info_CannotBeTakenForACommand() =>
        Assert.EndsWith("\np.yaml: info MIX0212: # #vso[x] noted\n", Results.Render("azure", Results.NotEvaluated), StringComparison.Ordinal);

    [Theory]
    [InlineData("github", "::notice title=mixpolicy::satisfied (0 errors, 0 violations, 0 warnings)\n")]
    [InlineData("azure", "mixpolicy: satisfied (0 errors, 0 violations, 0 warnings)\n")]
    [InlineData("msbuild", "[mixpolicy] satisfied (0 errors, 0 violations, 0 warnings)\n")]
    public void Render_NothingFound_IsTheTotals(string format, string expected) => Assert.Equal(expected, Results.Render(format, Results.Empty));

    [Fact]
    public void For_FormatsThatAreNotThere_IsNull()
    {
        Assert.Null(Renderers.For("xml"));
        Assert.All(Renderers.Formats, f => Assert.NotNull(Renderers.For(f)));
    }
}
