namespace MixPolicy.Reporting;

/// <summary>
/// For people: findings, each with its remedies; then rules, plan, total and files; the verdict last. Without colour: a host may add it.
/// </summary>
/// <param name="findingsOnly">Leaves out all but the findings.</param>
public sealed class TextReport(bool findingsOnly = false) : IReportRenderer
{
    /// <inheritdoc/>
    public void Render(BuildResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        foreach (var finding in result.Diagnostics)
        {
            Put(output, Finding.Line(finding));
            foreach (var remedy in finding.Remedies) Put(output, $"  remedy: {Printable.Line(remedy)}");
        }

        if (findingsOnly) return;
        if (result.Diagnostics.Count > 0) Put(output, "");
        if (result.Summary is { } mix) PutMix(mix, result.Outcome, output);
        foreach (var path in result.Written) Put(output, $"wrote {Printable.Line(path)}");
        Put(output, Totals.LastLine(result));
    }

    private static void PutMix(BuildSummary mix, BuildOutcome outcome, TextWriter output)
    {
        var rules = new TextTable("rule", "measured", "limit", "outcome");
        foreach (var rule in mix.Rules)
        {
            rules.Add(rule.Subject is null ? rule.Name : $"{rule.Name} [{rule.Subject}]", rule.Measured, rule.Limit, rule.Outcome);
        }

        rules.Render(output);
        PutWaivers(mix, output);
        PlanText.Put(mix, output);

        // What is shown of a violated policy is the mix that comes closest; nobody should look for it on the disk.
        var closest = outcome == BuildOutcome.Violated && mix.Strata.Count > 0 ? "closest mix, not written: " : "";
        Put(output, $"{Printable.Line(mix.Policy)}: {closest}{Totals.Mix(mix)}");
        if (mix.Parent is { } parent) Put(output, Totals.Parent(parent));
        if (mix.Quarantined > 0) Put(output, $"quarantined: {Totals.Plural(mix.Quarantined, "record")}");
        if (mix.ManifestDigest is { } digest) Put(output, $"manifest sha256 {digest}");
    }

    private static void PutWaivers(BuildSummary mix, TextWriter output)
    {
        var waivers = new TextTable("waiver", "lets pass", "until", "owner", "approved by", "ticket", "state");
        foreach (var w in mix.Waivers)
        {
            waivers.Add(w.Subject is null ? w.Rule : $"{w.Rule} [{w.Subject}]", w.Limit, w.Expires, w.Owner, w.ApprovedBy, w.Ticket, w.State);
        }

        waivers.Render(output);
    }

    private static void Put(TextWriter output, string line)
    {
        output.Write(line);
        output.Write('\n');
    }
}
