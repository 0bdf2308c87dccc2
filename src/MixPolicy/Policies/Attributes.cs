using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>What an attribute may be called.</summary>
internal static class Attributes
{
    private const int Most = 256;

    /// <summary>Attributes that the language itself speaks of.</summary>
    private static readonly string[] Known =
        ["id", "text", "tokens", "origin", "collected_at", "license", "source_url", "generator", "kind", "depth", "domain", "language", "score", "decoding"];

    /// <summary>Columns of the manifest that say where a record is and how it was taken: no attribute may share their names.</summary>
    private static readonly string[] OfTheManifest = ["source", "file", "row", "row_group", "digest", "bytes", "repetitions", "stratum", "fresh"];

    /// <summary>The parts of <c>decoding</c> and the attributes that they become.</summary>
    public static IReadOnlyList<(string Part, string Attribute)> Decoding { get; } =
        [("temperature", "decoding.temperature"), ("top_p", "decoding.top_p")];

    /// <summary>Reports a mapping of more attributes than any record has; each source would copy them.</summary>
    public static bool AreTooMany(MapReader map)
    {
        var count = map.Keys.Count();
        if (count <= Most) return false;
        map.Report(Codes.TooComplex, map.Place, $"'{map.Path}' names {count} attributes; at most {Most} are read.");
        return true;
    }

    /// <summary>Reports a name that no attribute can have.</summary>
    public static bool Check(MapReader map, Located<string> attribute)
    {
        var name = attribute.Value;
        if (OfTheManifest.Contains(name, StringComparer.Ordinal))
        {
            map.Report(
                Codes.UnknownWord,
                attribute.Place,
                $"'{map.Name(name)}' cannot be an attribute: the manifest has a column {name} of its own. Choose another name.");
            return false;
        }

        if (name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')) return true;
        map.Report(
            Codes.UnknownWord,
            attribute.Place,
            $"{Shown.Quote(name)} cannot be an attribute: its name is of the letters a-z, digits and _, "
            + $"and starts with no digit.{Spelling.DidYouMean(name, Known)}");
        return false;
    }
}
