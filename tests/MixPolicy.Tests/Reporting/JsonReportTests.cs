using System.Text.Json;

namespace MixPolicy.Tests.Reporting;

/// <summary>What programs read.</summary>
public sealed class JsonReportTests
{
    [Fact]
    public void Render_Violated_IsTheWholeResultInAFixedOrder() => Assert.Equal(
        """
        {
          "outcome": "violated",
          "exit_code": 1,
          "diagnostics": [
            {
              "code": "MIX0208",
              "severity": "warning",
              "file": "data/a,b:c;d].jsonl",
              "line": 0,
              "column": 0,
              "end_line": 0,
              "end_column": 0,
              "message": "12 dates\ncould not be read: 100 %",
              "remedies": []
            },
            {
              "code": "MIX0302",
              "severity": "violation",
              "file": "policy.yaml",
              "line": 12,
              "column": 5,
              "end_line": 12,
              "end_column": 17,
              "message": "fresh human text is 0.2400, below 0.30",
              "remedies": [
                "add 60,000 tokens",
                "drop 200,000 tokens"
              ]
            }
          ],
          "summary": {
            "policy": "demo",
            "unit": "tokens",
            "budget": "1000000..2000000",
            "total": 1000000,
            "records": 4321,
            "quarantined": 3,
            "manifest_digest": null,
            "parent": null,
            "rules": [
              {
                "code": "MIX0302",
                "name": "rules.fresh_human.min_fraction",
                "subject": null,
                "outcome": "violated",
                "measured": "0.2400",
                "limit": ">= 0.30 (warn below 0.40)"
              },
              {
                "code": "MIX0307",
                "name": "rules.synthetic.max_fraction_by_kind",
                "subject": "generated",
                "outcome": "satisfied",
                "measured": "0.0200",
                "limit": "<= 0.05"
              }
            ],
            "waived": 0,
            "waivers": [],
            "strata": [
              {
                "name": "web/human/fresh",
                "records": 1200,
                "available": 240000,
                "target": 200000,
                "asked": 240000,
                "taken": 240000,
                "taken_records": 1200
              },
              {
                "name": "rephrased/synthetic",
                "records": 90000,
                "available": 18000000,
                "target": 800000,
                "asked": 760000,
                "taken": 760000,
                "taken_records": 3121
              }
            ],
            "plan": {
              "is_mix": true,
              "proved": true,
              "off_targets": 40000,
              "unasked_strata": 1,
              "unasked": 7,
              "costs": [
                {
                  "code": "MIX0302",
                  "name": "rules.fresh_human.min_fraction",
                  "subject": "fresh human text",
                  "moves": 40000,
                  "multiplier": "0.250000000"
                },
                {
                  "code": "MIX0402",
                  "name": "mix.max_repetition_factor",
                  "subject": "2 strata",
                  "moves": 12,
                  "multiplier": null
                }
              ]
            }
          },
          "written": [
            "/data/out/demo/violations.json"
          ]
        }

        """,
        Results.Render("json", Results.Violated));

    [Theory]
    [InlineData("lone \ud800 surrogate")]
    [InlineData("control \u0000\e and \u2028")]
    public void Render_OddText_IsStillOneDocument(string message)
    {
        var result = Results.Empty with { Diagnostics = [new("MIX0203", MixPolicy.Diagnostics.Severity.Error, new MixPolicy.Diagnostics.Place("a"), message)] };
        using var report = JsonDocument.Parse(Results.Render("json", result));

        Assert.Equal(message.Replace('\ud800', '\ufffd'), report.RootElement.GetProperty("diagnostics")[0].GetProperty("message").GetString());
    }
}
