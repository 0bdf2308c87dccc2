using System.Text;

namespace MixPolicy.Reporting.Exports;

/// <summary>The summary of training content for people, in Markdown.</summary>
internal sealed class EuSummaryMarkdown : IMixExport
{
    /// <inheritdoc/>
    public string Format => "eu-summary";

    /// <inheritdoc/>
    public string FileName => "eu-summary.md";

    /// <inheritdoc/>
    public bool NeedsTime => false;

    /// <inheritdoc/>
    public byte[] Render(ExportSubject subject)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(EuSummary.Title).Append("\n\n").Append(EuSummary.Scope).Append("\n\n");
        Answer(text, "Provider", subject.Facts.Creator ?? ExportSubject.NotStated);
        Answer(text, "Model", subject.Facts.Model ?? ExportSubject.NotStated);
        Answer(text, "Last update", subject.Day ?? ExportSubject.NotStated);
        Answer(text, "Published at", subject.Facts.Url ?? ExportSubject.NotStated);
        text.Append("\n## Integrity\n\nEach line can be checked with `mixpolicy audit` against the files themselves.\n\n");
        foreach (var (name, value) in subject.Vitals) Answer(text, name, value);
        foreach (var section in EuSummary.Sections(subject)) Section(text, section);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Section(StringBuilder text, EuSection section)
    {
        text.Append("\n## ").Append(section.Number).Append(". ").Append(section.Title).Append("\n\n");
        foreach (var answer in section.Answers) Answer(text, answer.Label, answer.Text);
        foreach (var entry in section.Entries)
        {
            text.Append("\n### ").Append(char.ToUpperInvariant(entry.Kind[0])).Append(entry.Kind.AsSpan(1)).Append(": ").Append(MarkdownText.Of(entry.Name)).Append("\n\n");
            foreach (var answer in entry.Answers) Answer(text, answer.Label, answer.Text);
        }
    }

    private static void Answer(StringBuilder text, string label, string answer) =>
        text.Append("- **").Append(MarkdownText.Of(label)).Append(":** ").Append(MarkdownText.Of(answer)).Append('\n');
}
