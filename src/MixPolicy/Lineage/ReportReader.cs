using System.Text.Json;
using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Output;
using MixPolicy.Policies;

namespace MixPolicy.Lineage;

/// <summary>
/// Reads a lineage report for those who come after its build: refuses one that is not in its one form or does not have the digest that it carries.
/// What it says of its manifest and ledger, whose bytes are another's to check, is believed.
/// </summary>
internal static class ReportReader
{
    private const string Restore = "restore the output folder as its build left it, or build that generation again";

    /// <summary>Reads it; null when it is refused, which is then reported.</summary>
    /// <param name="name">As the user wrote it.</param>
    /// <param name="directory">Absolute folder that it is relative to.</param>
    /// <param name="diagnostics">Gets findings.</param>
    public static ReportAtHand? Read(string name, string directory, DiagnosticBag diagnostics)
    {
        var place = new Place(name.Replace('\\', '/'));
        var full = Path.GetFullPath(name, directory);
        if (SmallFile.Load("the lineage report", Codes.ReportUnreadable, new Located<string>(name, place), full, Restore, diagnostics) is not { } bytes) return null;
        if (LineageDocument.Read(bytes, out var fault) is { } document)
        {
            try
            {
                return Of(place.File, full, document);
            }
            catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
            {
                fault = new LineageFault("lacks what a lineage report says, or says it in another form", IsAltered: false);
            }
        }

        var altered = fault!.IsAltered ? ": it was changed after it was written, and proves nothing" : "";
        diagnostics.Error(fault.IsAltered ? Codes.ReportMismatch : Codes.ReportUnreadable, place, $"the lineage report {Shown.Quote(name)} {fault.Words}{altered}", Restore);
        return null;
    }

    private static ReportAtHand Of(string name, string full, LineageDocument document)
    {
        var report = document.Report;
        var policy = report.GetProperty("policy");
        var manifest = report.GetProperty("manifest");
        var ledger = report.GetProperty("ledger");
        return new ReportAtHand(
            name,
            full,
            document,
            policy.GetProperty("name").GetString()!,
            policy.GetProperty("generation").GetInt64(),
            policy.GetProperty("unit").GetString() is "tokens" or "records" or "bytes" ? policy.GetProperty("unit").GetString()! : throw new FormatException("no unit"),
            Beside(name, full, manifest),
            manifest.GetProperty("rows").GetInt64(),
            Digest(manifest.GetProperty("root")),
            new ParentLedger(Beside(name, full, ledger), new LedgerSize(ledger.GetProperty("records").GetInt64(), Digest(ledger.GetProperty("root")))),
            Parent(report.GetProperty("parent")),
            ParentReportReader.TakenDown(report.GetProperty("tombstones")),
            [.. report.GetProperty("sources").EnumerateArray().SelectMany(Files)]);
    }

    /// <summary>The digest that a member holds.</summary>
    /// <exception cref="FormatException">It holds none.</exception>
    public static Digest256 Digest(JsonElement value) =>
        value.GetString() is { Length: 2 * Digest256.Size } hex ? new Digest256(Convert.FromHexString(hex)) : throw new FormatException("no digest");

    private static InputFile Beside(string name, string full, JsonElement file)
    {
        var own = file.GetProperty("file").GetString();
        if (!OutputNames.IsPlain(own)) throw new FormatException("no plain file name");
        var slash = name.LastIndexOf('/');
        return new InputFile(name[..(slash + 1)] + own, Path.Combine(Path.GetDirectoryName(full)!, own!), Digest(file.GetProperty("sha256")).ToString(), file.GetProperty("bytes").GetInt64());
    }

    private static IEnumerable<StatedFile> Files(JsonElement source) => source.GetProperty("files").EnumerateArray()
        .Select(f => new StatedFile(source.GetProperty("name").GetString()!, f.GetProperty("file").GetString()!, f.GetProperty("sha256").GetString()!));

    private static StatedParent? Parent(JsonElement parent) => parent.ValueKind == JsonValueKind.Null ? null : new StatedParent(
        parent.GetProperty("path").GetString()!,
        Digest(parent.GetProperty("sha256")).ToString(),
        new ParentLine(
            parent.GetProperty("generation").GetInt64(),
            parent.GetProperty("kept_in").GetString()!,
            parent.GetProperty("human_records").GetInt64(),
            parent.GetProperty("kept").GetInt64(),
            parent.GetProperty("excused").GetInt64(),
            parent.GetProperty("lost").GetInt64(),
            parent.GetProperty("replaced").GetInt64(),
            parent.GetProperty("no_longer_human").GetInt64()));
}
