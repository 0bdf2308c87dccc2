using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using MixPolicy.Diagnostics;

namespace MixPolicy.Reporting;

/// <summary>The codes that occur in a SARIF run, ascending, and their places among its rules.</summary>
internal sealed partial class SarifRules
{
    private const int LongestName = 255;
    private const string Meaning = "\n## What it means\n";
    private static readonly FrozenSet<string> Articles = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "a", "an", "the");
    private readonly string[] _codes;

    /// <summary>Takes the codes of all findings, each as often as it occurs.</summary>
    public SarifRules(IEnumerable<string> codes) => _codes = [.. codes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>A code's place.</summary>
    public int IndexOf(string code) => Array.BinarySearch(_codes, code, StringComparer.Ordinal);

    /// <summary><c>error</c>, <c>warning</c> or <c>note</c>: a violation is an error, as in a log.</summary>
    public static string Level(Severity severity) => severity == Severity.Info ? "note" : Finding.Word(severity);

    /// <summary>Writes them.</summary>
    public void Put(Utf8JsonWriter json) => json.PutAll("rules", _codes, code =>
    {
        var entry = Catalogue.Find(code) ?? new CatalogueEntry(code, code, Severity.Error);
        var page = Catalogue.Page(code) ?? code;
        json.WriteString("id", code);
        json.WriteString("name", SarifText.Cut(Name(entry.Title), LongestName));
        json.PutText("shortDescription", SarifText.Cut(entry.Title));
        json.PutText("fullDescription", SarifText.Cut(FirstParagraph(page)));
        json.WriteStartObject("help");
        json.WriteString("text", page);
        json.WriteString("markdown", page);
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(entry.Severity));
        json.WriteEndObject();
    });

    /// <summary>A title as the one word that viewers want, without articles: <c>TooLittleFreshHumanText</c>.</summary>
    private static string Name(string title)
    {
        var words = Words().Matches(title).Select(m => m.Value).Where(w => !Articles.Contains(w));
        var name = string.Concat(words.Select(w => char.ToUpperInvariant(w[0]) + Lower(w[1..])));
        return name.Length > 0 ? name : "Finding";
    }

    private static string Lower(string text) => string.Concat(text.Select(char.ToLowerInvariant));

    /// <summary>What a code means, in one paragraph; the page's first line where it does not say.</summary>
    private static string FirstParagraph(string page)
    {
        var start = page.IndexOf(Meaning, StringComparison.Ordinal);
        var text = start < 0 ? page : page[(start + Meaning.Length)..].TrimStart('\n');
        var end = text.IndexOf(start < 0 ? "\n" : "\n\n", StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).Replace('\n', ' ').Trim();
    }

    [GeneratedRegex("[A-Za-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
