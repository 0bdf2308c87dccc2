using System.Buffers;
using System.Globalization;
using System.Text;

namespace MixPolicy.MSBuild;

/// <summary>Text as MSBuild wants it from a task: what it would read as a list, a wildcard or an escape is written as <c>%xx</c>.</summary>
internal static class Escaped
{
    private static readonly SearchValues<char> Special = SearchValues.Create("%*?@$();'");

    /// <summary>Escapes a path or a value.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny(Special)) return text;
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var one in text)
        {
            if (Special.Contains(one)) escaped.Append(CultureInfo.InvariantCulture, $"%{(int)one:X2}");
            else escaped.Append(one);
        }

        return escaped.ToString();
    }
}
