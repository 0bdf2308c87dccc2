using System.Text;

namespace MixPolicy.Reporting.Exports;

/// <summary>Text of a policy's or a file's, as Markdown that shows just that text: it can start no line, no link and no tag of its own.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*_[]<>|#~&!";

    /// <summary>On one line, with what Markdown would take for its own escaped.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in Printable.Line(text))
        {
            // Between two letters or digits an underscore means nothing, and names would be hard to read.
            if (Special.Contains(c, StringComparison.Ordinal) && c != '_') shown.Append('\\');
            shown.Append(c);
        }

        return shown.Replace("__", "\\_\\_").ToString();
    }
}
