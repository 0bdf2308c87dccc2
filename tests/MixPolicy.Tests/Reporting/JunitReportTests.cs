using System.Xml.Linq;
using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.Reporting;

/// <summary>What build servers show as tests.</summary>
public sealed class JunitReportTests
{
    [Fact]
    public void Render_Violated_IsTheGoldenFile() => Golden.Match(Results.Render("junit", Results.Violated));

    [Fact]
    public void Render_Waived_IsTheGoldenFile() => Golden.Match(Results.Render("junit", Results.Waived));

    [Fact]
    public void Render_NotEvaluated_IsTheGoldenFile() => Golden.Match(Results.Render("junit", Results.NotEvaluated));

    [Fact]
    public void Render_NothingFound_IsOneTestThatPasses()
    {
        var suite = Suite(Results.Empty);

        Assert.Equal(("1", "0", "0"), ((string?)suite.Attribute("tests"), (string?)suite.Attribute("failures"), (string?)suite.Attribute("skipped")));
        Assert.Equal("verdict", (string?)Assert.Single(suite.Elements("testcase")).Attribute("name"));
    }

    [Fact]
    public void Render_TwoSubjectsOfALimit_HaveTheFindingsThatAreTheirs()
    {
        RuleLine Line(string subject) => new("MIX0308", "rules.synthetic.max_fraction_by_generator", subject, "violated", "0.5", "<= 0.4");
        Diagnostic Finding(string subject) => new("MIX0308", Severity.Violation, new Place("p.yaml", 3), $"of {subject}") { Limit = "rules.synthetic.max_fraction_by_generator", Subject = subject };
        var suite = Suite(Results.Violated with
        {
            Diagnostics = [Finding("beta"), Finding("alpha"), new("MIX0308", Severity.Violation, new Place("p.yaml", 3), "no mix")],
            Summary = Results.Violated.Summary! with { Rules = [Line("alpha"), Line("beta")] },
        });
        var texts = suite.Elements("testcase").Select(c => c.Value).ToList();

        Assert.Equal(2, texts.Count);
        Assert.Contains("of alpha", texts[0], StringComparison.Ordinal);
        Assert.DoesNotContain("of beta", texts[0], StringComparison.Ordinal);
        Assert.All(texts, t => Assert.Contains("no mix", t, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_ProvedOutOfReachButMetByTheClosestMix_IsAFailureOfItsOwn()
    {
        var mix = Results.Violated.Summary!;
        var suite = Suite(Results.Violated with { Summary = mix with { Rules = [mix.Rules[0] with { Outcome = "satisfied" }] } });

        Assert.Equal("1", (string?)suite.Attribute("failures"));
        Assert.Equal("MIX0302 policy.yaml(12,5)", (string?)suite.Descendants("failure").Single().Parent!.Attribute("name"));
    }

    [Fact]
    public void Render_ViolatedWithoutAFinding_FailsAllTheSame() =>
        Assert.Equal("1", (string?)Suite(Results.Empty with { Outcome = BuildOutcome.Violated }).Attribute("failures"));

    [Fact]
    public void Render_TheSameFindingTwice_HasTwoNames()
    {
        var one = new Diagnostic("MIX0203", Severity.Error, new Place("a.jsonl", 7), "m");
        Assert.Equal(
            ["MIX0203 a.jsonl(7)", "MIX0203 a.jsonl(7) (2)"],
            Suite(Results.NotEvaluated with { Diagnostics = [one, one] }).Elements("testcase").Select(c => (string?)c.Attribute("name")));
    }

    [Fact]
    public void Render_WhatXmlCannotHold_IsShown()
    {
        var odd = new Diagnostic("MIX0203", Severity.Error, new Place("a\0"), "\ud800 \udc00 \U0001F600 \uffff <![CDATA[ ]]> & \e\r\n");
        var failure = Suite(Results.NotEvaluated with { Diagnostics = [odd] }).Descendants("failure").Single();

        Assert.Equal("\\ud800 \\udc00 \U0001F600 \\uffff <![CDATA[ ]]> & \\u001b\\u000d\\u000a", (string?)failure.Attribute("message"));
    }

    private static XElement Suite(BuildResult result) => XDocument.Parse(Results.Render("junit", result)).Root!.Element("testsuite")!;
}
