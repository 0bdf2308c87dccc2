using System.Text.Json;
using System.Text.RegularExpressions;
using MixPolicy.Diagnostics;

namespace MixPolicy.Reporting;

/// <summary>Text as GitHub takes it: no longer than its limit, and nothing in it that is a link or a placeholder.</summary>
internal static partial class SarifText
{
    /// <summary>UTF-16 units that GitHub takes of a text.</summary>
    public const int Longest = 1024;

    /// <summary>What stands where text was cut.</summary>
    public const string Sign = " [cut]";

    /// <summary>A finding's message and its remedies, a line each.</summary>
    public static string Message(Diagnostic finding) =>
        string.Join('\n', finding.Remedies.Select(r => $"remedy: {r}").Prepend(finding.Message).Select(line => Plain(Printable.Line(line))));

    /// <summary>A text that is not too long; the sign ends one that was.</summary>
    public static string Cut(string text, int longest = Longest, string sign = Sign)
    {
        if (text.Length <= longest) return text;
        var end = longest - sign.Length;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end] + sign;
    }

    /// <summary>Writes a message.</summary>
    public static void PutMessage(this Utf8JsonWriter json, string text) => json.PutText("message", text);

    /// <summary>Writes an object that has a text; an empty one, which GitHub refuses, as a dash.</summary>
    public static void PutText(this Utf8JsonWriter json, string key, string text)
    {
        json.WriteStartObject(key);
        json.WriteString("text", text.Length > 0 ? text : "-");
        json.WriteEndObject();
    }

    /// <summary>SARIF reads <c>[a](b)</c> as a link and <c>{0}</c> as an argument's place: a name in somebody's data is neither.</summary>
    private static string Plain(string text) => Place().Replace(text.Replace("](", "] (", StringComparison.Ordinal), "{ ");

    [GeneratedRegex(@"\{(?=[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
