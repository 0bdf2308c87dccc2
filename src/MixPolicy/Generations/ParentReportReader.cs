using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Lineage;
using MixPolicy.Output;
using MixPolicy.Policies;

namespace MixPolicy.Generations;

/// <summary>
/// Reads a lineage report as the child of its mix: refuses one that is not in its one form or does not have the digest that it carries, and then
/// believes what it says of its manifest, whose bytes are another's to check.
/// </summary>
internal static class ParentReportReader
{
    private const string Restore = "restore the parent's output folder as its build left it, or build the parent again";

    /// <summary>Reads it; null when it is refused, which is then reported where the policy names it.</summary>
    /// <param name="parent">As the policy writes it.</param>
    /// <param name="folder">Absolute folder of the policy.</param>
    /// <param name="diagnostics">Gets findings.</param>
    public static ParentReport? Read(Located<string> parent, string folder, DiagnosticBag diagnostics)
    {
        var full = Path.GetFullPath(parent.Value, folder);
        if (SmallFile.Load("the parent's lineage report", Codes.ParentUnreadable, parent, full, Restore, diagnostics) is not { } bytes) return null;
        if (LineageDocument.Read(bytes, out var fault) is not { } report)
        {
            if (!fault!.IsAltered) Refuse(fault.Words, parent, diagnostics);
            else diagnostics.Error(Codes.ParentAltered, parent.Place, $"the parent's lineage report {Shown.Quote(parent.Value)} {fault.Words}: it was changed after it was written, so what it says of its manifest proves nothing", Restore);
            return null;
        }

        try
        {
            return Read(parent, folder, full, report, diagnostics);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            Refuse("lacks what a lineage report says, or says it in another form", parent, diagnostics);
            return null;
        }
    }

    private static ParentReport? Read(Located<string> parent, string folder, string full, LineageDocument document, DiagnosticBag diagnostics)
    {
        var report = document.Report;
        var manifest = report.GetProperty("manifest");
        var name = manifest.GetProperty("file").GetString();
        var sha256 = manifest.GetProperty("sha256").GetString();
        if (!OutputNames.IsPlain(name) || sha256 is not { Length: 64 } || !sha256.All(char.IsAsciiHexDigitLower))
        {
            Refuse("does not name its manifest by a plain file name and a SHA-256", parent, diagnostics);
            return null;
        }

        var path = Path.Combine(Path.GetDirectoryName(full)!, name!);
        var ledger = report.GetProperty("ledger");
        var ledgerPath = Path.Combine(Path.GetDirectoryName(full)!, LedgerFile.FileName);
        return new ParentReport(
            parent.Value,
            report.GetProperty("policy").GetProperty("generation").GetInt64(),
            new InputFile(OutputPaths.Relative(folder, full), full, document.Sha256, document.Bytes.Length),
            new InputFile(OutputPaths.Relative(folder, path), path, sha256, manifest.GetProperty("bytes").GetInt64()),
            manifest.GetProperty("rows").GetInt64(),
            new ParentLedger(
                new InputFile(OutputPaths.Relative(folder, ledgerPath), ledgerPath, ledger.GetProperty("sha256").GetString()!, ledger.GetProperty("bytes").GetInt64()),
                new LedgerSize(ledger.GetProperty("records").GetInt64(), new Digest256(Convert.FromHexString(ledger.GetProperty("root").GetString()!)))),
            [.. Gauges(report.GetProperty("rules"))],
            TakenDown(report.GetProperty("tombstones")));
    }

    private static IEnumerable<ParentGauge> Gauges(JsonElement rules) => rules.EnumerateArray()
        .Where(r => r.GetProperty("subject").GetString() == "mix" && r.GetProperty("rule").GetString()!.StartsWith("rules.diversity.", StringComparison.Ordinal))
        .Select(r => new ParentGauge(
            r.GetProperty("rule").GetString()!,
            BigInteger.Parse(r.GetProperty("measured").GetProperty("numerator").GetRawText(), CultureInfo.InvariantCulture),
            BigInteger.Max(BigInteger.Parse(r.GetProperty("measured").GetProperty("denominator").GetRawText(), CultureInfo.InvariantCulture), 1)));

    /// <summary>The tombstones that a report honoured.</summary>
    /// <param name="tombstones">The report's member of that name.</param>
    public static IReadOnlyList<Tombstone> TakenDown(JsonElement tombstones) => tombstones.ValueKind == JsonValueKind.Null ? [] :
    [
        .. tombstones.GetProperty("used").EnumerateArray().Select(t => new Tombstone(
            new Digest256(Convert.FromHexString(t.GetProperty("digest").GetString()!)),
            t.GetProperty("reason").GetString()!,
            DateOnly.ParseExact(t.GetProperty("date").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            t.GetProperty("authority").GetString()!)),
    ];

    private static void Refuse(string fault, Located<string> parent, DiagnosticBag diagnostics) =>
        diagnostics.Error(Codes.ParentUnreadable, parent.Place, $"the parent's lineage report {Shown.Quote(parent.Value)} {fault}", Restore);
}
