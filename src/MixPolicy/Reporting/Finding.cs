using MixPolicy.Diagnostics;

namespace MixPolicy.Reporting;

/// <summary>A finding in the one-line form that MSBuild, editors and people read.</summary>
internal static class Finding
{
    /// <summary><c>file(line,column): error MIXnnnn: message</c>; a finding of no file names the tool instead.</summary>
    public static string Line(Diagnostic finding)
    {
        var place = finding.Place.File.Length == 0 ? "mixpolicy" : finding.Place.ToString();
        return Printable.Line($"{place}: {Word(finding.Severity)} {finding.Code}: {finding.Message}");
    }

    /// <summary>A violation is an error to whoever reads a log: both fail the run.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Info => "info",
        Severity.Warning => "warning",
        _ => "error",
    };
}
