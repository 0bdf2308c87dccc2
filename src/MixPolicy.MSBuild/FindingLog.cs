using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using MixPolicy.Diagnostics;
using MixPolicy.Reporting;

namespace MixPolicy.MSBuild;

/// <summary>Puts findings into a build's log: the tool's words, at their place, with a link to the page of their code.</summary>
internal sealed class FindingLog(TaskLoggingHelper log, bool violationsAsWarnings)
{
    /// <summary>Logs a finding.</summary>
    /// <param name="finding">The finding, its file as the project would write it; one of no file is the project's.</param>
    public void Add(Diagnostic finding)
    {
        var (place, code, text) = (finding.Place, finding.Code, MsBuildReport.Text(finding));
        var file = place.File.Length > 0 ? place.File : null;
        switch (finding.Severity)
        {
            case Severity.Info:
                log.LogMessage(
                    subcategory: null, code, helpKeyword: code, file, place.Line, place.Column, place.EndLine, place.EndColumn, MessageImportance.High, text);
                break;
            case Severity.Warning:
            case Severity.Violation when violationsAsWarnings:
                log.LogWarning(
                    subcategory: null, warningCode: code, helpKeyword: code, helpLink: HelpLink(code), file, place.Line, place.Column, place.EndLine,
                    place.EndColumn, message: text);
                break;
            default:
                log.LogError(
                    subcategory: null, errorCode: code, helpKeyword: code, helpLink: HelpLink(code), file, place.Line, place.Column, place.EndLine,
                    place.EndColumn, message: text);
                break;
        }
    }

    /// <summary>Logs what is wrong with the project and not with a policy.</summary>
    public void Add(string project, string code, string message, params string[] remedies) =>
        Add(new Diagnostic(code, Severity.Error, new Place(project), message, remedies));

    /// <summary>Logs a sentence that everybody sees.</summary>
    public void Say(string sentence) => log.LogMessage(MessageImportance.High, sentence);

    /// <summary>The page of the code in the package: it is of this very version, and takes no network.</summary>
    private static string? HelpLink(string code) =>
        Path.GetDirectoryName(typeof(FindingLog).Assembly.Location) is { Length: > 0 } tools
            ? new Uri(Path.GetFullPath($"../../docs/{code}.md", tools)).AbsoluteUri
            : null;
}
