using System.Text.Json;
using MixPolicy.Lineage;

namespace MixPolicy.Reporting.Exports;

/// <summary>The summary of training content for machines, in JSON.</summary>
internal sealed class EuSummaryJson : IMixExport
{
    /// <inheritdoc/>
    public string Format => "eu-summary-json";

    /// <inheritdoc/>
    public string FileName => "eu-summary.json";

    /// <inheritdoc/>
    public bool NeedsTime => false;

    /// <inheritdoc/>
    public byte[] Render(ExportSubject subject) => CanonicalJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("format", "mixpolicy-eu-summary/1");
        json.WriteString("title", EuSummary.Title);
        json.WriteString("scope", EuSummary.Scope);
        json.WriteText("provider", subject.Facts.Creator);
        json.WriteText("model", subject.Facts.Model);
        json.WriteText("last_update", subject.Day);
        json.WriteText("url", subject.Facts.Url);
        json.WriteStartObject("integrity");
        foreach (var (name, value) in subject.Vitals) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteStartArray("sections");
        foreach (var section in EuSummary.Sections(subject)) WriteSection(json, section);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteSection(Utf8JsonWriter json, EuSection section)
    {
        json.WriteStartObject();
        json.WriteString("section", section.Number);
        json.WriteString("title", section.Title);
        foreach (var answer in section.Answers) json.WriteString(answer.Key, answer.Text);
        json.WriteStartArray("entries");
        foreach (var entry in section.Entries)
        {
            json.WriteStartObject();
            json.WriteString("about", entry.Kind);
            json.WriteString("name", entry.Name);
            foreach (var answer in entry.Answers) json.WriteString(answer.Key, answer.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
