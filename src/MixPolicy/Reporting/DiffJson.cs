using System.Text.Json;
using MixPolicy.Lineage;
using MixPolicy.Lineage.Diff;

namespace MixPolicy.Reporting;

/// <summary>How two generations differ, for programs: one JSON object, keys in a fixed order, whole numbers, every key always there.</summary>
public static class DiffJson
{
    /// <summary>Writes it.</summary>
    public static void Render(DiffResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        JsonText.Write(output, json =>
        {
            json.WriteString("format", "mixpolicy-diff/1");
            json.PutOutcome(result.Outcome, result.Diagnostics);
            json.PutOne("difference", result.Difference, found => Put(json, found));
        });
    }

    private static void Put(Utf8JsonWriter json, MixDifference found)
    {
        Put(json, "older", found.Older, found.OlderShares);
        Put(json, "newer", found.Newer, found.NewerShares);
        json.WriteString("unit", found.Unit);
        json.WriteStartObject("records");
        json.WriteNumber("unchanged", found.Rows.Unchanged);
        Put(json, "added", found.Rows.Added);
        Put(json, "dropped", found.Rows.Dropped);
        Put(json, "reweighted", found.Rows.Reweighted);
        Put(json, "relabelled", found.Rows.Relabelled);
        json.WriteEndObject();
        Put(json, found.Kept);
        json.WriteStartObject("ledger");
        json.WriteString("growth", found.Ledger.Kind switch
        {
            GrowthKind.Same => "same",
            GrowthKind.Parent => "extends_by_report",
            GrowthKind.Ancestor => "extends_by_leaves",
            GrowthKind.Apart => "does_not_extend",
            _ => "not_known",
        });
        json.PutTexts("proof", [.. found.Ledger.Proof.Select(h => h.ToString())]);
        json.WriteString("fault", found.Ledger.Fault);
        json.WriteEndObject();
        DiffStatedJson.Put(json, found.Stated);
    }

    private static void Put(Utf8JsonWriter json, string key, ReportAtHand report, MixShares shares)
    {
        json.WriteStartObject(key);
        json.WriteString("file", report.Name);
        json.WriteString("sha256", report.Document.Sha256);
        json.WriteString("policy", report.Policy);
        json.WriteNumber("generation", report.Generation);
        json.WriteString("manifest_sha256", report.Manifest.Sha256);
        json.WriteNumber("ledger_records", report.Ledger.Size.Records);
        json.WriteString("ledger_root", report.Ledger.Size.Root.ToString());
        json.WriteNumber("records", shares.Records);
        json.PutWhole("total", shares.Total);
        json.PutWhole("human", shares.Human);
        json.PutWhole("fresh_human", shares.FreshHuman);
        json.PutWhole("synthetic", shares.Synthetic);
        json.PutAll("by_origin", shares.ByOrigin, o =>
        {
            json.WriteString("origin", o.Origin);
            json.PutWhole("amount", o.Amount);
        });
        json.PutAll("by_depth", shares.ByDepth ?? [], d =>
        {
            json.PutWhole("depth", d.Depth);
            json.PutWhole("amount", d.Amount);
        });
        json.PutAll("by_generator", shares.ByGenerator ?? [], g =>
        {
            json.WriteString("generator", g.Generator);
            json.PutWhole("amount", g.Amount);
        });
        json.WriteBoolean("by_is_whole", shares.ByDepth is not null);
        json.WriteEndObject();
    }

    private static void Put(Utf8JsonWriter json, string key, ChangeGroup group)
    {
        json.WriteStartObject(key);
        Put(json, group.Sum);
        json.PutAll("by_origin", group.ByOrigin, o =>
        {
            json.WriteString("origin", o.Origin);
            Put(json, o.Sum);
        });
        json.PutAll("by_source", group.BySource, s =>
        {
            json.WriteString("source", s.Source);
            Put(json, s.Sum);
        });
        json.PutAll("first", group.First, one =>
        {
            Put(json, one.Record);
            json.WriteString("origin_before", one.OriginBefore);
            json.WriteString("origin_after", one.OriginAfter);
            json.PutWhole("before", one.Before);
            json.PutWhole("after", one.After);
        });
        json.WriteEndObject();
    }

    private static void Put(Utf8JsonWriter json, ChangeSum sum)
    {
        json.WriteNumber("records", sum.Records);
        json.PutWhole("before", sum.Before);
        json.PutWhole("after", sum.After);
    }

    private static void Put(Utf8JsonWriter json, NamedRow row)
    {
        json.WriteString("source", row.Source);
        json.WriteString("id", row.Id);
        json.WriteString("digest", row.Digest.ToString());
    }

    private static void Put(Utf8JsonWriter json, NeverReplace kept)
    {
        json.WriteStartObject("never_replace");
        json.WriteBoolean("broken", kept.IsBroken);
        json.WriteString("by", kept.IsStated ? "newer_report" : "manifests");
        Put(json, kept.Line);
        json.PutOne("manifests", kept.Manifest, line => Put(json, line));
        json.PutAll("first_lost", kept.Lost, row => Put(json, row));
        json.PutAll("first_replaced", kept.Replaced, row => Put(json, row));
        json.PutAll("first_no_longer_human", kept.Relabelled, row => Put(json, row));
        json.WriteEndObject();
    }

    private static void Put(Utf8JsonWriter json, ParentLine line)
    {
        json.WriteNumber("human_records", line.HumanRecords);
        json.WriteNumber("kept", line.Kept);
        json.WriteNumber("excused", line.Excused);
        json.WriteNumber("lost", line.Lost);
        json.WriteNumber("replaced", line.Replaced);
        json.WriteNumber("no_longer_human", line.NoLongerHuman);
    }
}
