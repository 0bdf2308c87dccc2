using System.Text;

namespace MixPolicy.Reporting.Exports;

/// <summary>Text of a policy's or a file's, as Markdown that shows just that text: it can start no line, no link and no tag of its own.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*[]|#~&!";

    /// <summary>On one line, with what Markdown or HTML would take for its own escaped.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in Printable.Line(text))
        {
            if (c == '<') shown.Append("&lt;");
            else if (c == '>') shown.Append("&gt;");
            else if (Special.Contains(c, StringComparison.Ordinal)) shown.Append('\\').Append(c);
            else shown.Append(c);
        }

        // One underscore alone stands within a name, where it means nothing.
        return shown.Replace("__", "\\_\\_").ToString();
    }
}
