using System.Globalization;
using System.Text;
using MixPolicy.Diagnostics;

namespace MixPolicy.Reporting;

/// <summary>Logging commands that Azure Pipelines turns into issues of the run. It shows ten of a level, so the totals are the first of theirs.</summary>
/// <remarks>https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands</remarks>
public sealed class AzureReport : IReportRenderer
{
    /// <inheritdoc/>
    public void Render(BuildResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var totals = Totals.Line(result);
        if (result.Outcome != BuildOutcome.Satisfied) output.Write($"##vso[task.logissue type=error]{Data($"mixpolicy: {totals}")}\n");
        else if (result.Diagnostics.Any(d => d.Severity == Severity.Warning)) output.Write($"##vso[task.logissue type=warning]{Data($"mixpolicy: {totals}")}\n");
        else output.Write($"{Plain($"mixpolicy: {totals}")}\n");

        foreach (var finding in result.Diagnostics)
        {
            // The command knows errors and warnings only.
            output.Write(finding.Severity == Severity.Info ? $"{Plain(Finding.Line(finding))}\n" : Command(finding));
        }
    }

    private static string Command(Diagnostic finding)
    {
        var place = finding.Place;
        var command = new StringBuilder($"##vso[task.logissue type={Finding.Word(finding.Severity)};");
        if (place.File.Length > 0) command.Append(CultureInfo.InvariantCulture, $"sourcepath={Property(place.File)};");
        if (place.Line > 0) command.Append(CultureInfo.InvariantCulture, $"linenumber={place.Line};");
        if (place.Column > 0) command.Append(CultureInfo.InvariantCulture, $"columnnumber={place.Column};");
        var message = string.Join('\n', [finding.Message, .. finding.Remedies.Select(r => $"remedy: {r}")]);
        return command.Append(CultureInfo.InvariantCulture, $"code={Property(finding.Code)}]{Data(message)}\n").ToString();
    }

    private static string Data(string text) => text
        .Replace("%", "%AZP25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace("]", "%5D", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal);

    // The agent finds commands anywhere in a line.
    private static string Plain(string text) => Printable.Line(text).Replace("##", "# #", StringComparison.Ordinal);
}
