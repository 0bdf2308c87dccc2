using System.Globalization;
using System.Text;
using MixPolicy.Diagnostics;

namespace MixPolicy.Reporting;

/// <summary>
/// Workflow commands that GitHub Actions turns into annotations. A step shows ten of a level only, so the totals are the first of theirs.
/// </summary>
/// <remarks>https://docs.github.com/actions/reference/workflow-commands-for-github-actions</remarks>
public sealed class GithubReport : IReportRenderer
{
    /// <inheritdoc/>
    public void Render(BuildResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var level = result.Outcome != BuildOutcome.Satisfied ? "error"
            : result.Diagnostics.Any(d => d.Severity == Severity.Warning) ? "warning" : "notice";
        output.Write($"::{level} title=mixpolicy::{Data(Totals.Line(result))}\n");
        foreach (var finding in result.Diagnostics) output.Write(Command(finding));
    }

    private static string Command(Diagnostic finding)
    {
        var place = finding.Place;
        var command = new StringBuilder(finding.Severity == Severity.Info ? "::notice " : $"::{Finding.Word(finding.Severity)} ");
        if (place.File.Length > 0) command.Append(CultureInfo.InvariantCulture, $"file={Property(place.File)},");
        Number("line", place.Line);
        Number("endLine", place.EndLine);

        // GitHub refuses columns of a span over several lines.
        if (place.EndLine <= place.Line) Number("col", place.Column);
        if (place.EndLine == place.Line) Number("endColumn", place.EndColumn);
        var message = string.Join('\n', [finding.Message, .. finding.Remedies.Select(r => $"remedy: {r}")]);
        return command.Append(CultureInfo.InvariantCulture, $"title={Property(finding.Code)}::{Data(message)}\n").ToString();

        void Number(string key, int value)
        {
            if (value > 0) command.Append(CultureInfo.InvariantCulture, $"{key}={value},");
        }
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
