using System.Security.Cryptography;
using System.Text.Json;
using MixPolicy.Policies;

namespace MixPolicy.Lineage;

/// <summary>
/// A lineage report as it was read: in its one form, and with the digest that it carries. What it says is believed from here on; who wrote it is another
/// question, which only a signature answers. Immutable and thread-safe.
/// </summary>
internal sealed class LineageDocument
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private LineageDocument(byte[] bytes, JsonElement report, string digest)
    {
        (Bytes, Report, Digest) = (bytes, report, digest);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    /// <summary>The file's bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>The document.</summary>
    public JsonElement Report { get; }

    /// <summary>The digest that it carries over itself, that field blank; lower-case hex.</summary>
    public string Digest { get; }

    /// <summary>SHA-256 of the file, lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>Reads a report; null when it cannot be believed.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="fault">What is wrong, as the end of a sentence that starts with the report; null when nothing is.</param>
    public static LineageDocument? Read(byte[] bytes, out LineageFault? fault)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, Strict);
            var report = json.RootElement.Clone();
            fault = Fault(report, bytes, out var digest);
            return fault is null ? new LineageDocument(bytes, report, digest) : null;
        }
        catch (JsonException)
        {
            fault = new LineageFault("is not JSON", IsAltered: false);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            fault = new LineageFault("lacks what a lineage report says, or says it in another form", IsAltered: false);
        }

        return null;
    }

    private static LineageFault? Fault(JsonElement report, byte[] bytes, out string actual)
    {
        actual = "";
        var format = report.GetProperty("format").GetString();
        if (format != LineageReport.Format)
        {
            return new LineageFault($"is in the form {Shown.Quote(format ?? "")}; this version reads {LineageReport.Format} only", IsAltered: false);
        }

        var stated = report.GetProperty("digest").GetString();
        actual = Convert.ToHexStringLower(SHA256.HashData(Render(report, "")));
        if (stated != actual) return new LineageFault($"has the digest {actual}, but carries {Shown.Quote(stated ?? "")}", IsAltered: true);
        var rendered = Render(report, actual).AsSpan();
        return rendered.SequenceEqual(bytes) ? null : new LineageFault($"is not in the one form that reports are written in, from byte {rendered.CommonPrefixLength(bytes)} on", IsAltered: true);
    }

    private static byte[] Render(JsonElement report, string digest) => CanonicalJson.Write(json =>
    {
        json.WriteStartObject();
        foreach (var member in report.EnumerateObject())
        {
            if (member.NameEquals("digest")) json.WriteString("digest", digest);
            else member.WriteTo(json);
        }

        json.WriteEndObject();
    });
}

/// <summary>Why a report is refused.</summary>
/// <param name="Words">What is wrong, as the end of a sentence that starts with the report.</param>
/// <param name="IsAltered">Whether it is a report that was changed after it was written; else it is none.</param>
internal sealed record LineageFault(string Words, bool IsAltered);
