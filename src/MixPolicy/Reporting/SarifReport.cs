using System.Text.Json;

namespace MixPolicy.Reporting;

/// <summary>
/// One run of SARIF 2.1.0, as GitHub's code scanning takes it. The rules are the codes that occur, each with its page. What a waiver lets pass is there too,
/// with the waiver as its suppression.
/// </summary>
/// <remarks>https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support</remarks>
public sealed class SarifReport : IReportRenderer
{
    /// <inheritdoc/>
    public void Render(BuildResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var findings = SarifFindings.Of(result);
        var rules = new SarifRules(findings.Shown.Select(f => f.Code));
        JsonText.Write(output, json =>
        {
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            PutTool(json, result, rules);
            json.WriteStartObject("automationDetails");
            json.WriteString("id", Category(result));
            json.WriteEndObject();
            PutInvocation(json, result, findings);
            json.WriteString("columnKind", "utf16CodeUnits");
            SarifResults.Put(json, result, findings, rules);
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    private static void PutTool(Utf8JsonWriter json, BuildResult result, SarifRules rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "mixpolicy");
        if (result.ToolVersion is { Length: > 0 } version) json.WriteString("semanticVersion", version);
        rules.Put(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>
    /// GitHub keeps one set of findings a category, which is all before the last <c>/</c>: so each policy has its own, the same on every machine and run.
    /// </summary>
    private static string Category(BuildResult result)
    {
        if (result.File is not { Length: > 0 } file) return result.Summary is { Policy.Length: > 0 } mix ? $"mixpolicy/{SarifUri.Of(mix.Policy)}/" : "mixpolicy/";
        var uri = SarifUri.Of(file);
        return uri.StartsWith("file:", StringComparison.Ordinal) ? $"mixpolicy/{uri[(uri.LastIndexOf('/') + 1)..]}/" : $"mixpolicy/{uri}/";
    }

    private static void PutInvocation(Utf8JsonWriter json, BuildResult result, SarifFindings findings)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", result.Outcome != BuildOutcome.NotEvaluated);
        json.WriteNumber("exitCode", (int)result.Outcome);
        if (findings.LeftOut > 0)
        {
            json.PutAll("toolExecutionNotifications", [findings.Sign], sign =>
            {
                json.WriteString("level", "warning");
                json.PutMessage(sign);
            });
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }
}
