using System.Text.Json;
using MixPolicy.Diagnostics;

namespace MixPolicy.Lineage.Audit;

/// <summary>A report as it was found: JSON that says that it is one. Whether it is as it was written is the first thing to check.</summary>
/// <param name="FullPath">Where it is, absolute.</param>
/// <param name="Name">As the user knows it.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Json">What it says.</param>
/// <param name="Document">The same, once it is known to be as it was written; else null.</param>
/// <param name="Fault">Why it is not, as the end of a sentence that starts with the report; null when it is.</param>
internal sealed record AuditedReport(string FullPath, string Name, byte[] Bytes, JsonElement Json, LineageDocument? Document, string? Fault)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The folder that it lies in.</summary>
    public string Folder => Path.GetDirectoryName(FullPath) ?? FullPath;

    /// <summary>Reads one.</summary>
    /// <param name="fullPath">Where it is, absolute.</param>
    /// <param name="name">As the user knows it.</param>
    /// <param name="fault">Why there is none, as the end of a sentence that starts with it; null when there is one.</param>
    public static AuditedReport? Read(string fullPath, string name, out string? fault)
    {
        var file = FoundFile.Load(fullPath);
        fault = file.Fault;
        if (fault is not null) return null;
        try
        {
            using var json = JsonDocument.Parse(file.Content, Strict);
            var report = json.RootElement.Clone();
            if (report.MemberIfAny("format") is not { ValueKind: JsonValueKind.String } format)
            {
                fault = "is JSON, but does not say 'format' as a lineage report does";
                return null;
            }

            if (!format.ValueEquals(LineageReport.Format))
            {
                fault = $"is in the form {Policies.Shown.Quote(report.Text("format"))}; this version reads {LineageReport.Format} only";
                return null;
            }

            var document = LineageDocument.Read(file.Content, out var altered);
            return new AuditedReport(fullPath, name, file.Content, report, document, altered?.Words);
        }
        catch (JsonException e)
        {
            fault = $"is not JSON{(e.LineNumber is { } line ? $": what stands at line {line + 1}, byte {e.BytePositionInLine + 1} of it, cannot be read" : "")}";
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            fault = "is JSON, but holds text that is not valid Unicode";
        }

        return null;
    }

    /// <summary>The report as a place.</summary>
    public Place Place => new(Name);
}
