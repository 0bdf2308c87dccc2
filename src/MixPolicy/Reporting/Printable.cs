using System.Globalization;
using System.Text;

namespace MixPolicy.Reporting;

/// <summary>Text that came from a policy, a file's name or a record, made safe for one line of a terminal or a log.</summary>
internal static class Printable
{
    /// <summary>
    /// Control characters, line separators and direction overrides as <c>\uNNNN</c>: a name in somebody's data cannot colour, move or end a
    /// line.
    /// </summary>
    public static string Line(string text)
    {
        if (!text.Any(Unprintable)) return text;
        var line = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (Unprintable(c)) line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else line.Append(c);
        }

        return line.ToString();
    }

    private static bool Unprintable(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
