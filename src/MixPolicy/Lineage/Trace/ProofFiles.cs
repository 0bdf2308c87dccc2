using System.Globalization;
using System.Text.Json;
using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Output;

namespace MixPolicy.Lineage.Trace;

/// <summary>Writes proofs, a file each, in the forms of docs/ledger.md: whoever has them, and a root, needs nothing of ours to check them.</summary>
internal static class ProofFiles
{
    /// <summary>Writes the proofs of all that was found; the files' absolute paths.</summary>
    /// <param name="traced">What was found.</param>
    /// <param name="folder">Where to, absolute; made when missing.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">As before.</exception>
    public static IReadOnlyList<string> Write(TracedText traced, string folder)
    {
        Directory.CreateDirectory(folder);
        var written = new List<string>();
        var ledger = traced.Ledger;
        foreach (var hit in ledger.Hits.First) Put($"ledger-{hit.Index}.json", json => PutInclusion(json, "ledger", ledger.Report.Generation, hit, ledger.Report.Ledger.Size));
        foreach (var mix in traced.Mixes)
        {
            var size = new LedgerSize(mix.Report.Rows, mix.Report.Root);
            foreach (var hit in mix.Hits.First) Put($"manifest-{mix.Report.Generation}-{hit.Index}.json", json => PutInclusion(json, "manifest", mix.Report.Generation, hit, size));
        }

        // Generations that admitted nothing have the ledger of the one before: one proof serves them.
        foreach (var growth in ledger.Growth.DistinctBy(g => g.First.Records)) Put($"consistency-{growth.First.Records}-{growth.Second.Records}.json", json => PutConsistency(json, growth));
        return written;

        void Put(FormattableString name, Action<Utf8JsonWriter> members)
        {
            var path = Path.Combine(folder, name.ToString(CultureInfo.InvariantCulture));
            AtomicFile.Write(path, CanonicalJson.Write(json =>
            {
                json.WriteStartObject();
                members(json);
                json.WriteEndObject();
            }));
            written.Add(path);
        }
    }

    private static void PutInclusion(Utf8JsonWriter json, string tree, long generation, TracedHit hit, LedgerSize size)
    {
        json.WriteString("format", "mixpolicy-inclusion/1");
        json.WriteString("tree", tree);
        json.WriteNumber("generation", generation);
        json.WriteNumber("index", hit.Index);
        json.WriteNumber("size", size.Records);
        json.WriteString("root", size.Root.ToString());
        json.WriteString("leaf", Convert.ToHexStringLower(hit.Leaf));
        PutHashes(json, hit.Proof);
    }

    private static void PutConsistency(Utf8JsonWriter json, TracedGrowth growth)
    {
        json.WriteString("format", "mixpolicy-consistency/1");
        json.WriteNumber("first_size", growth.First.Records);
        json.WriteString("first_root", growth.First.Root.ToString());
        json.WriteNumber("second_size", growth.Second.Records);
        json.WriteString("second_root", growth.Second.Root.ToString());
        PutHashes(json, growth.Proof);
    }

    private static void PutHashes(Utf8JsonWriter json, IReadOnlyList<Digest256> proof)
    {
        json.WriteStartArray("proof");
        foreach (var hash in proof) json.WriteStringValue(hash.ToString());
        json.WriteEndArray();
    }
}
