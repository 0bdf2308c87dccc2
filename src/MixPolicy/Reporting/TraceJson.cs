using System.Text;
using System.Text.Json;
using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Lineage.Trace;
using MixPolicy.Scanning;

namespace MixPolicy.Reporting;

/// <summary>The answer to a trace, for programs: one JSON object, keys in a fixed order, whole numbers, every key always there.</summary>
public static class TraceJson
{
    /// <summary>Writes it.</summary>
    public static void Render(TraceResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        JsonText.Write(output, json =>
        {
            json.WriteString("format", "mixpolicy-trace/1");
            json.PutOutcome(result.Outcome, result.Diagnostics);
            json.PutOne("trace", result.Traced, traced => Put(json, traced));
            json.PutTexts("written", result.Written);
        });
    }

    private static void Put(Utf8JsonWriter json, TracedText traced)
    {
        var digest = traced.Form == TextForm.WithoutNewline ? traced.Asked.WithoutNewline : traced.Asked.Digest;
        json.WriteStartObject("asked");
        json.WriteString("digest", digest?.ToString());
        json.WriteString("id", traced.Asked.Id is { } id ? Encoding.UTF8.GetString(id) : null);
        json.WriteString("source", traced.Asked.Source is { } source ? Encoding.UTF8.GetString(source) : null);
        json.WriteString("file", traced.Asked.File);
        json.WriteBoolean("without_final_newline", traced.Form == TextForm.WithoutNewline);
        json.WriteEndObject();
        json.WriteBoolean("present", traced.IsPresent);
        json.WriteBoolean("in_mix", traced.IsInMix);
        Put(json, traced.Ledger);
        json.PutAll("manifests", traced.Mixes, mix => Put(json, mix));
        json.PutAll("tombstones", traced.Tombstones, stated =>
        {
            json.WriteString("report", stated.Report);
            stated.Tombstone.WriteMembers(json);
        });
        json.PutAll("source_files", traced.Sources, twin =>
        {
            json.WriteNumber("generation", twin.Generation);
            json.WriteString("source", twin.Source);
            json.WriteString("file", twin.File);
        });
    }

    private static void Put(Utf8JsonWriter json, TracedLedger ledger)
    {
        json.WriteStartObject("ledger");
        json.WriteString("file", ledger.Report.Ledger.File.Name);
        json.WriteNumber("leaves", ledger.Report.Ledger.Size.Records);
        json.WriteString("root", ledger.Report.Ledger.Size.Root.ToString());
        json.WriteNumber("total", ledger.Hits.Total);
        if (ledger.FirstGeneration is { } first) json.WriteNumber("first_generation", first);
        else json.WriteNull("first_generation");
        json.PutAll("first", ledger.Hits.First, hit => Put(json, hit));
        json.PutAll("grew_from", ledger.Growth, growth =>
        {
            if (growth.Generation is { } generation) json.WriteNumber("generation", generation);
            else json.WriteNull("generation");
            json.WriteNumber("leaves", growth.First.Records);
            json.WriteString("root", growth.First.Root.ToString());
            PutProof(json, growth.Proof);
        });
        json.WriteEndObject();
    }

    private static void Put(Utf8JsonWriter json, TracedMix mix)
    {
        json.WriteString("report", mix.Report.Name);
        json.WriteNumber("generation", mix.Report.Generation);
        json.WriteString("file", mix.Report.Manifest.Name);
        json.WriteNumber("rows", mix.Report.Rows);
        json.WriteString("root", mix.Report.Root.ToString());
        json.WriteString("unit", mix.Report.Unit);
        json.WriteNumber("total", mix.Hits.Total);
        json.PutWhole("repetitions", mix.Hits.Repetitions);
        json.PutWhole("amount", mix.Hits.Amount);
        json.PutAll("first", mix.Hits.First, hit =>
        {
            Put(json, hit);
            json.PutWhole("amount", hit.Amount);
            json.WriteString("from", hit.Place);
        });
    }

    private static void Put(Utf8JsonWriter json, TracedHit hit)
    {
        if (!LedgerLeaf.TryRead(hit.Leaf, out var leaf)) return;
        json.WriteNumber("index", hit.Index);
        json.WriteNumber("generation", leaf.Generation);
        json.WriteString("source", leaf.Source);
        json.WriteString("id", leaf.Id);
        json.WriteString("digest", leaf.Digest.ToString());
        json.WriteString("origin", leaf.Origin.Name());
        json.PutWhole("depth", leaf.Depth);
        if (leaf.HasGenerator) json.WriteString("generator", leaf.Generator);
        else json.WriteNull("generator");
        json.WriteNumber("repetitions", leaf.Repetitions);
        json.WriteString("leaf", Convert.ToHexStringLower(hit.Leaf));
        PutProof(json, hit.Proof);
    }

    private static void PutProof(Utf8JsonWriter json, IReadOnlyList<Digest256> proof) => json.PutTexts("proof", [.. proof.Select(h => h.ToString())]);
}
