using MixPolicy.Diagnostics;

namespace MixPolicy.Reporting;

/// <summary>One finding a line in MSBuild's canonical form, so that an <c>Exec</c> task raises them as its own; the totals last.</summary>
public sealed class MsBuildReport : IReportRenderer
{
    /// <inheritdoc/>
    public void Render(BuildResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        foreach (var finding in result.Diagnostics)
        {
            output.Write(Finding.Line(finding with { Message = Text(finding) }));
            output.Write('\n');
        }

        // "mixpolicy: violated: 2 limits" would read as origin and category; the brackets keep it plain text.
        output.Write($"[mixpolicy] {Summary(result)}\n");
    }

    /// <summary>What a finding says and what would mend it, in one printable line.</summary>
    public static string Text(Diagnostic finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return Printable.Line(finding.Message + string.Concat(finding.Remedies.Select(r => $" Remedy: {r}")));
    }

    /// <summary>The verdict, the counts of findings and the mix's total, in one line.</summary>
    public static string Summary(BuildResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Totals.Line(result);
    }
}
