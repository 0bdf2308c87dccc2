using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.Reporting;

/// <summary>Another's validator takes the reports, and refuses one that is wrong.</summary>
public sealed class SarifMultitoolTests
{
    // The project has no page on the web to name, and a finding of a whole file has no region.
    private const string NoInformationUri = "warning SARIF2005", NoRegion = "warning SARIF2017";

    [SarifMultitoolFact]
    public void Judge_EveryCode_IsTaken()
    {
        var every = Catalogue.Entries.Select(e => new Diagnostic(e.Code, e.Severity, new Place("a b/policy.yaml", 3, 2, 3, 9), $"found [x](y) {{0}} {new string('z', 2000)}", ["mend it"]));
        var result = Results.Waived with { Diagnostics = [.. every, .. Results.Waived.Diagnostics] };

        Assert.Equal([NoInformationUri], SarifMultitool.Judge(Results.Render("sarif", result)));
    }

    [SarifMultitoolFact]
    public void Judge_NoPlaceOrNothing_IsTaken()
    {
        var odd = Results.NotEvaluated with { ToolVersion = "1.0.0" };
        Assert.Equal([NoInformationUri, NoRegion], SarifMultitool.Judge(Results.Render("sarif", odd)));
        Assert.Equal([NoInformationUri], SarifMultitool.Judge(Results.Render("sarif", Results.Empty with { ToolVersion = "1.0.0" })));
    }

    [SarifMultitoolFact]
    public void Judge_OneThingWrong_IsRefused()
    {
        var right = Results.Render("sarif", Results.Waived);
        foreach (var (from, to) in new[]
        {
            ("\"ruleIndex\": 0", "\"ruleIndex\": 9"), ("\"startLine\": 12", "\"startLine\": 14"), ("\"kind\": \"external\"", "\"kind\": \"waiver\""),
            ("\"level\": \"warning\",", "\"level\": \"violation\","), ("utf16CodeUnits", "utf16"), ("\"text\": \"fresh human", "\"id\": \"fresh human"), ("\"uri\": \"policies/", "\"uri\": \"a b/"),
        })
        {
            var wrong = right.Replace(from, to, StringComparison.Ordinal);
            Assert.NotEqual(right, wrong);

            // No word at all, not even of what it has against every report here, means that it could not read the document.
            Assert.False(SarifMultitool.Judge(wrong) is [NoInformationUri], $"the validator lets pass {to}");
        }
    }
}
