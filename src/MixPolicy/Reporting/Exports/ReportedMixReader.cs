using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MixPolicy.Lineage;

namespace MixPolicy.Reporting.Exports;

/// <summary>Takes from a lineage report what exports tell.</summary>
internal static class ReportedMixReader
{
    /// <summary>Beyond this, others' readers of JSON round.</summary>
    private const long LargestWhole = 1L << 53;

    /// <summary>Null when the report lacks something, or says it in another form.</summary>
    public static ReportedMix? Read(LineageDocument document)
    {
        try
        {
            return Mix(document.Report, document.Sha256);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static ReportedMix Mix(JsonElement report, string sha256)
    {
        var policy = report.GetProperty("policy");
        var mix = report.GetProperty("mix");
        return new ReportedMix(
            sha256,
            report.GetProperty("tool").Text("version"),
            report.Text("verdict"),
            policy.Text("name"),
            policy.Text("sha256"),
            policy.Whole("generation"),
            Day(policy.GetProperty("as_of").GetString()),
            policy.Text("unit"),
            Given(report.GetProperty("parent"), Parent),
            Given(report.GetProperty("tombstones"), t => (long?)t.Whole("dropped_records")),
            Ledger(report.GetProperty("ledger")),
            Sources(report.GetProperty("sources")),
            mix.Big("total"),
            mix.Whole("records"),
            mix.GetProperty("by_generator").GetBoolean(),
            [.. mix.GetProperty("origins").EnumerateArray().Select(Part)],
            [.. report.GetProperty("rules").EnumerateArray().Select(Rule)],
            [.. Waivers(report)],
            Manifest(report.GetProperty("manifest")));
    }

    private static ReportedParent Parent(JsonElement parent) => new(
        parent.Text("path"), parent.Text("sha256"), parent.Whole("generation"), parent.Text("manifest_sha256"),
        parent.Whole("human_records"), parent.Whole("kept"), parent.Whole("excused"));

    private static ReportedLedger Ledger(JsonElement ledger)
    {
        var parent = ledger.GetProperty("parent");
        return new ReportedLedger(
            ledger.Text("file"), ledger.Text("sha256"), ledger.Whole("bytes"), ledger.Whole("records"), ledger.Text("root"),
            Given(parent, p => (long?)p.Whole("records")), Given(parent, p => p.Text("root")));
    }

    private static ReportedSource Source(JsonElement source) => new(
        source.Text("name"),
        source.Whole("records"),
        source.Whole("quarantined"),
        new SortedDictionary<string, string>(source.GetProperty("tags").EnumerateObject().ToDictionary(t => t.Name, t => t.Value.GetString()!), StringComparer.Ordinal),
        [.. source.GetProperty("files").EnumerateArray().Select(f => new ReportedFile(
            f.Text("file"), f.Text("sha256"), f.Whole("bytes"), f.Whole("rows"), f.Whole("quarantined")))]);

    private static ReportedPart Part(JsonElement part) => new(
        part.Text("source"), OriginTerms.Checked(part.Text("origin")), Given(part.GetProperty("depth"), d => (long?)d.GetInt64()), part.GetProperty("generator").GetString(),
        part.Whole("records"), part.Big("amount"));

    private static ReportedRule Rule(JsonElement rule) => new(
        rule.Text("code"), rule.Text("rule"), rule.GetProperty("subject").GetString(), rule.Text("sense") == "at_least", rule.Text("unit"),
        Ratio(rule.GetProperty("measured")), Given(rule.GetProperty("limit"), Ratio), Given(rule.GetProperty("warn_limit"), Ratio),
        rule.Text("verdict"), rule.TryGetProperty("waiver", out var waiver) ? Given(waiver, w => (long?)w.GetInt64()) : null);

    private static ReportedRatio Ratio(JsonElement ratio) => new(ratio.Big("numerator"), ratio.Big("denominator"));

    /// <summary>A report that says nothing of waivers was written when there were none.</summary>
    private static IEnumerable<ReportedWaiver> Waivers(JsonElement report) =>
        report.TryGetProperty("waivers", out var waivers) ? waivers.EnumerateArray().Select(Waiver) : [];

    private static ReportedWaiver Waiver(JsonElement waiver) => new(
        waiver.Text("rule"), waiver.Text("state"), waiver.Text("expires"), waiver.Text("owner"), waiver.Text("reason"));

    private static ReportedManifest Manifest(JsonElement manifest) => new(
        manifest.Text("file"), manifest.Text("sha256"), manifest.Whole("bytes"), manifest.Whole("rows"), manifest.Text("root"));

    private static T? Given<T>(JsonElement value, Func<JsonElement, T> read) => value.ValueKind == JsonValueKind.Null ? default : read(value);

    private static string Text(this JsonElement from, string name) => from.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static long Whole(this JsonElement from, string name) => from.GetProperty(name).GetInt64() is >= 0 and <= LargestWhole and var number
        ? number
        : throw new FormatException($"{name} is out of range");

    private static string? Day(string? text) => text is null || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        ? text
        : throw new FormatException("as_of is no day");

    private static List<ReportedSource> Sources(JsonElement sources)
    {
        var all = sources.EnumerateArray().Select(Source).ToList();
        return all.DistinctBy(s => s.Name, StringComparer.Ordinal).Count() == all.Count ? all : throw new FormatException("two sources have one name");
    }

    private static BigInteger Big(this JsonElement from, string name) =>
        from.GetProperty(name) is { ValueKind: JsonValueKind.Number } number
            ? BigInteger.Parse(number.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : throw new FormatException($"{name} is not a number");
}
