using System.Collections.Frozen;

namespace MixPolicy.Diagnostics;

/// <summary>One code of the catalogue.</summary>
/// <param name="Code"><c>MIXnnnn</c>.</param>
/// <param name="Title">A few words, unique; also the first line of the page.</param>
/// <param name="Severity">How much the finding weighs unless the policy says otherwise.</param>
public sealed record CatalogueEntry(string Code, string Title, Severity Severity);

/// <summary>Every code with its title and its page. Immutable and thread-safe.</summary>
public static class Catalogue
{
    private static readonly FrozenDictionary<string, CatalogueEntry> ByCode =
        CatalogueEntries.All.ToFrozenDictionary(e => e.Code, StringComparer.Ordinal);

    /// <summary>All codes, ascending.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries => CatalogueEntries.All;

    /// <summary>The entry of a code; null when there is none.</summary>
    /// <param name="code">Exactly as in the catalogue: <c>MIX0302</c>.</param>
    public static CatalogueEntry? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The page that <c>explain</c> prints, Markdown with <c>\n</c> line ends; null for a code that the catalogue does not have.</summary>
    /// <param name="code">Exactly as in the catalogue: <c>MIX0302</c>.</param>
    public static string? Page(string code)
    {
        if (!ByCode.ContainsKey(code)) return null;
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream(code + ".md");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>What a user's spelling of a code means, in the catalogue's own: <c>302</c>, <c>mix302</c> and <c>MIX0302</c> are one.</summary>
    /// <returns>The spelling as the catalogue would write it; whether there is such a code is another question.</returns>
    public static string Normalize(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var word = code.Trim().ToUpperInvariant();
        var digits = word.StartsWith("MIX", StringComparison.Ordinal) ? word[3..].TrimStart('-', ' ') : word;
        return digits.Length is > 0 and <= 4 && digits.All(char.IsAsciiDigit) ? "MIX" + digits.PadLeft(4, '0') : word;
    }

    /// <summary>The code that a wrong one was most likely meant to be: nearest by spelling, then by number.</summary>
    public static string Nearest(string code)
    {
        var word = Normalize(code);
        var number = Number(word);
        return Entries
            .OrderBy(e => NearestWord.Distance(word, e.Code))
            .ThenBy(e => Math.Abs(Number(e.Code) - number))
            .ThenBy(e => e.Code, StringComparer.Ordinal)
            .First().Code;
    }

    private static long Number(string code) =>
        long.TryParse(code.StartsWith("MIX", StringComparison.Ordinal) ? code.AsSpan(3) : code, out var number) ? number : 0;
}
