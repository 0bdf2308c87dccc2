using System.Text;
using System.Text.RegularExpressions;
using MixPolicy.Diagnostics;
using MixPolicy.Reporting;

namespace MixPolicy.Tool;

/// <summary>Puts a report on stdout: UTF-8 without BOM, <c>\n</c>, coloured only where a person sees it.</summary>
internal static partial class ReportOutput
{
    private const string Red = "\e[31m", Yellow = "\e[33m", Green = "\e[32m", Dim = "\e[2m", Plain = "\e[0m";

    public static void Print(BuildResult result, IReportRenderer renderer, bool colour)
    {
        using var report = new StringWriter { NewLine = "\n" };
        renderer.Render(result, report);
        Print(colour ? Coloured(report.ToString()) : report.ToString());
    }

    /// <summary>Findings, for people.</summary>
    public static void PrintFindings(IReadOnlyList<Diagnostic> findings) =>
        Print(new BuildResult(BuildOutcome.NotEvaluated, findings, null, []), new TextReport(findingsOnly: true), Terminal.ColoursReport);

    /// <summary>What a renderer makes of a result; coloured only where it is for people and one sees it.</summary>
    public static void Print<T>(Action<T, TextWriter> render, T result, bool isText)
    {
        using var report = new StringWriter { NewLine = "\n" };
        render(result, report);
        Print(isText && Terminal.ColoursReport ? Coloured(report.ToString()) : report.ToString());
    }

    /// <summary>Text as it is.</summary>
    public static void Print(string text) => Print(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes as they are.</summary>
    public static void Print(ReadOnlySpan<byte> bytes)
    {
        using var stdout = Console.OpenStandardOutput();
        stdout.Write(bytes);
    }

    private static string Coloured(string report) =>
        string.Join('\n', report.Split('\n').Select(line => Colour(line) is { } colour ? colour + line + Plain : line));

    private static string? Colour(string line)
    {
        if (FindingLine().Match(line) is { Success: true } finding)
        {
            return finding.Groups[1].Value switch { "error" => Red, "warning" => Yellow, _ => Dim };
        }

        if (Satisfied().IsMatch(line)) return Green;
        if (line.StartsWith("  remedy: ", StringComparison.Ordinal)) return Dim;
        var failed = line.StartsWith("violated: ", StringComparison.Ordinal) || line.StartsWith("could not be evaluated: ", StringComparison.Ordinal);
        return failed ? Red : null;
    }

    [GeneratedRegex(@"^satisfied(:|,|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Satisfied();

    [GeneratedRegex(@"^\S.*?: (error|warning|info) MIX\d{4}: ", RegexOptions.CultureInvariant)]
    private static partial Regex FindingLine();
}
