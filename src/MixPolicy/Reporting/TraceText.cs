using System.Globalization;
using System.Text;
using MixPolicy.Ledger;
using MixPolicy.Lineage.Trace;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Reporting;

/// <summary>The answer to a trace, for people: findings, then ledger and manifests with what they rest on, and the answer last.</summary>
public static class TraceText
{
    /// <summary>Writes it.</summary>
    public static void Render(TraceResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        new TextReport(findingsOnly: true).Render(new BuildResult(result.Outcome, result.Diagnostics, null, []), output);
        if (result.Traced is not { } traced)
        {
            Put(output, "could not be answered");
            return;
        }

        if (result.Diagnostics.Count > 0) Put(output, "");
        if (traced.Asked.Digest is not null) Put(output, $"asked: {traced.Asked.Words}, SHA-256 {(traced.Form == TextForm.Exact ? traced.Asked.Digest : traced.Asked.WithoutNewline)}");
        else Put(output, $"asked: {traced.Asked.Words}");
        PutLedger(traced.Ledger, output);
        foreach (var mix in traced.Mixes) PutMix(mix, output);
        foreach (var stated in traced.Tombstones)
        {
            var one = stated.Tombstone;
            Put(output, $"taken down: {one.Digest} from {one.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} on, {Shown.Quote(one.Reason)}, on the authority of {Shown.Quote(one.Authority)} (says {stated.Report})");
        }

        foreach (var twin in traced.Sources) Put(output, $"source file: generation {twin.Generation} read a file with these very bytes: {Shown.Quote(twin.File)} of the source {Shown.Quote(twin.Source)}");
        foreach (var path in result.Written) Put(output, $"wrote {path}");
        Put(output, Answer(traced));
    }

    private static void PutLedger(TracedLedger ledger, TextWriter output)
    {
        var (size, hits) = (ledger.Report.Ledger.Size, ledger.Hits);
        Put(output, $"ledger {ledger.Report.Ledger.File.Name}: {Totals.Number(hits.Total)} of {Totals.Plural(size.Records, "leaf", "leaves")} (every leaf read, root {size.Root}){(ledger.FirstGeneration is { } first ? $", since generation {first}" : "")}{Cut(hits)}");
        var table = new TextTable(">  leaf", ">generation", "source", "id", "origin", ">depth", "generator", "sha256");
        foreach (var hit in hits.First)
        {
            if (!LedgerLeaf.TryRead(hit.Leaf, out var leaf)) continue;
            table.Add(Index(hit), leaf.Generation.ToString(CultureInfo.InvariantCulture), Text(leaf.Source), Text(leaf.Id), leaf.Origin.Name(), Depth(leaf), Generator(leaf), leaf.Digest.ToString());
        }

        table.Render(output);
        foreach (var growth in ledger.Growth)
        {
            Put(output, $"  grew from {Totals.Plural(growth.First.Records, "leaf", "leaves")}{(growth.Generation is { } generation ? $" of generation {generation}" : "")} (root {growth.First.Root}): proved by {Totals.Plural(growth.Proof.Count, "hash", "hashes")}");
        }
    }

    private static void PutMix(TracedMix mix, TextWriter output)
    {
        var (report, hits) = (mix.Report, mix.Hits);
        var seen = hits.Total == 0 ? "" : $", seen {(hits.Repetitions.IsOne ? "once" : $"{DiffText.Number(hits.Repetitions)} times")}, {DiffText.Number(hits.Amount)} {report.Unit}";
        Put(output, $"manifest {report.Manifest.Name} of generation {report.Generation}: {Totals.Number(hits.Total)} of {Totals.Plural(report.Rows, "row")} (every row read, root {report.Root}){seen}{Cut(hits)}");
        var table = new TextTable(">  row", "source", "id", "origin", ">depth", "generator", ">times", $">{report.Unit}", "from", "sha256");
        foreach (var hit in hits.First)
        {
            if (!LedgerLeaf.TryRead(hit.Leaf, out var leaf)) continue;
            table.Add(
                Index(hit), Text(leaf.Source), Text(leaf.Id), leaf.Origin.Name(), Depth(leaf), Generator(leaf), leaf.Repetitions.ToString(CultureInfo.InvariantCulture),
                DiffText.Number(hit.Amount), hit.Place ?? "-", leaf.Digest.ToString());
        }

        table.Render(output);
    }

    private static string Answer(TracedText traced)
    {
        var size = traced.Ledger.Report.Ledger.Size;
        if (!traced.IsPresent)
        {
            var manifests = string.Join(", nor ", traced.Mixes.Select(m => $"the {Totals.Plural(m.Report.Rows, "row")} of the manifest of generation {m.Report.Generation} (root {m.Report.Root})"));
            return $"absent: not among the {Totals.Plural(size.Records, "leaf", "leaves")} of the ledger (every leaf read; root {size.Root}), nor {manifests}";
        }

        var generations = traced.Mixes.Where(m => m.Hits.Total > 0).Select(m => m.Report.Generation).Order().ToList();
        var mixes = generations.Count == 0 ? "in none of the manifests that were looked through" : $"in the {(generations.Count == 1 ? "manifest of generation" : "manifests of generations")} {string.Join(", ", generations)}";
        var shown = traced.Ledger.Hits.First.Count + traced.Mixes.Sum(m => m.Hits.First.Count);
        return $"present: {(traced.Ledger.FirstGeneration is { } first ? $"in the ledger since generation {first}" : "not in the ledger")}, {mixes}; {Totals.Plural(shown, "inclusion proof")} checked";
    }

    private static string Cut(TracedHits hits) => hits.Total > hits.First.Count ? $"; the first {hits.First.Count} are shown" : "";

    private static string Index(TracedHit hit) => hit.Index.ToString(CultureInfo.InvariantCulture);

    private static string Depth(LedgerLeaf leaf) => leaf.Depth?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static string Generator(LedgerLeaf leaf) => leaf.HasGenerator ? Text(leaf.Generator) : "-";

    private static string Text(ReadOnlySpan<byte> utf8) => Shown.Short(Encoding.UTF8.GetString(utf8));

    private static void Put(TextWriter output, string line)
    {
        output.Write(Printable.Line(line));
        output.Write('\n');
    }
}
