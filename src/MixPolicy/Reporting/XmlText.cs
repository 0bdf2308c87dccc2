using System.Globalization;
using System.Text;
using System.Xml;

namespace MixPolicy.Reporting;

/// <summary>Text that XML can hold.</summary>
internal static class XmlText
{
    /// <summary>
    /// One line as <see cref="Printable.Line"/> gives it, without what XML 1.0 has no form for, not even as a reference: halves of a surrogate pair and the
    /// last two code points of the basic plane, which become <c>\uNNNN</c>.
    /// </summary>
    public static string Line(string text)
    {
        var line = Printable.Line(text);
        StringBuilder? clean = null;
        for (var i = 0; i < line.Length; i++)
        {
            var isPair = i + 1 < line.Length && char.IsSurrogatePair(line[i], line[i + 1]);
            if (!isPair && !XmlConvert.IsXmlChar(line[i]))
            {
                clean ??= new StringBuilder(line, 0, i, line.Length + 16);
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)line[i]:x4}");
                continue;
            }

            clean?.Append(line, i, isPair ? 2 : 1);
            if (isPair) i++;
        }

        return clean?.ToString() ?? line;
    }
}
