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
            var remedies = string.Concat(finding.Remedies.Select(r => $" Remedy: {r}"));
            output.Write(Finding.Line(finding with { Message = finding.Message + remedies }));
            output.Write('\n');
        }

        // "mixpolicy: violated: 2 limits" would read as origin and category; the brackets keep it plain text.
        output.Write($"[mixpolicy] {Totals.Line(result)}\n");
    }
}
