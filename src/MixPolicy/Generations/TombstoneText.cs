using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Lineage;
using MixPolicy.Lineage.Trace;
using MixPolicy.Policies;

namespace MixPolicy.Generations;

/// <summary>Tells which text a tombstone is for: one and no other, or none.</summary>
internal static class TombstoneText
{
    private const int MostNamed = 20;

    /// <summary>The digest of the text; null when it cannot be told, which is then reported.</summary>
    /// <param name="asked">What was asked for.</param>
    /// <param name="report">The report whose manifest knows; null for none.</param>
    /// <param name="diagnostics">Gets findings.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static Digest256? Of(AskedText asked, ReportAtHand? report, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (report is null)
        {
            if (asked.Id is not null) diagnostics.Error(Codes.TextNotTold, new Place(""), "an id names a text only in a manifest: name the lineage report beside it", "add --lineage lineage.json");
            else if (asked.WithoutNewline is { } other) WarnOfNewline(asked, $"which counts as part of the text; its SHA-256 without it is {other}", diagnostics);
            return asked.Digest;
        }

        var texts = new SortedDictionary<Digest256, string>();
        var isRead = ManifestAtHand.Use(
            report,
            manifest =>
            {
                var rows = manifest.Rows(["digest", "source", "id"]);
                rows.Read(
                    1,
                    () => 0,
                    (batch, _) =>
                    {
                        var (digests, sources, ids) = (batch.Columns[0], batch.Columns[1], batch.Columns[2]);
                        for (var row = 0; row < batch.Count; row++)
                        {
                            if (asked.Match(digests.Utf8(row), sources.Utf8(row), ids.Utf8(row)) == TextForm.None || digests.Utf8(row).Length != Digest256.Size) continue;
                            var digest = new Digest256(digests.Utf8(row));
                            if (texts.Count < MostNamed || texts.ContainsKey(digest)) texts.TryAdd(digest, Encoding.UTF8.GetString(sources.Utf8(row)));
                        }
                    },
                    cancellation);
            },
            diagnostics,
            cancellation);
        return isRead ? Choose(asked, report, texts, diagnostics) : null;
    }

    private static Digest256? Choose(AskedText asked, ReportAtHand report, SortedDictionary<Digest256, string> texts, DiagnosticBag diagnostics)
    {
        var place = new Place(report.Name);
        if (asked.Id is not null)
        {
            if (texts.Count == 1) return texts.Keys.First();
            if (texts.Count == 0) diagnostics.Error(Codes.TextNotTold, place, $"no record of the manifest {Shown.Quote(report.Manifest.Name)} has {asked.Words}");
            else diagnostics.Error(Codes.IdAmbiguous, place, $"{asked.Words} names {texts.Count} texts: {string.Join(", ", texts.Select(t => $"source {Shown.Quote(t.Value)} (SHA-256 {t.Key})"))}", "add --source NAME", "name the text itself: --digest HEX");
            return null;
        }

        if (asked.WithoutNewline is { } other && !texts.ContainsKey(asked.Digest!.Value) && texts.ContainsKey(other))
        {
            WarnOfNewline(asked, $"which the record's text does not: the tombstone is for {other}", diagnostics);
            return other;
        }

        if (texts.Count == 0) diagnostics.Warn(Codes.TextNotTold, place, $"no record of the manifest {Shown.Quote(report.Manifest.Name)} holds {asked.Words}: the tombstone is for what a later build may read");
        return asked.Digest;
    }

    private static void WarnOfNewline(AskedText asked, string what, DiagnosticBag diagnostics) =>
        diagnostics.Warn(Codes.FinalNewline, new Place(asked.File!.Replace('\\', '/')), $"the file ends with a newline, {what}");
}
