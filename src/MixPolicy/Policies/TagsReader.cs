using System.Globalization;
using MixPolicy.Diagnostics;
using MixPolicy.Scanning;

namespace MixPolicy.Policies;

/// <summary>Reads <c>tags</c>: what a record lacks.</summary>
internal static class TagsReader
{
    private const string Key = "tags";
    private static readonly string[] OfTheRecord = ["id", "text", "tokens"];

    /// <summary>No tags.</summary>
    public static IReadOnlyDictionary<string, Located<string>> None { get; } = new SortedDictionary<string, Located<string>>(StringComparer.Ordinal);

    /// <summary>What the mapping says, over what the defaults say; ordinal by attribute.</summary>
    public static IReadOnlyDictionary<string, Located<string>> Read(MapReader owner, IReadOnlyDictionary<string, Located<string>> defaults)
    {
        if (owner.Map(Key) is not { } map || Attributes.AreTooMany(map)) return defaults;
        var tags = new SortedDictionary<string, Located<string>>(defaults.ToDictionary(), StringComparer.Ordinal);
        foreach (var attribute in map.Keys)
        {
            var name = attribute.Value;
            if (OfTheRecord.Contains(name, StringComparer.Ordinal))
            {
                map.Report(
                    Codes.UnknownWord,
                    attribute.Place,
                    $"'{map.Name(name)}' cannot be a tag: each record has its own {name}. Map it under columns.");
            }
            else if (name == "decoding")
            {
                ReadDecoding(map, tags);
            }
            else if (Attributes.Check(map, attribute) && ReadTag(map, name) is { } value)
            {
                tags[name] = value;
            }
        }

        return tags;
    }

    private static Located<string>? ReadTag(MapReader map, string name) => name switch
    {
        "origin" => map.Word(name, Origins.Words),
        "depth" => map.Count(name, 0, int.MaxValue) is { } depth ? new(depth.Value.ToString(CultureInfo.InvariantCulture), depth.Place) : null,
        "collected_at" => ReadInstant(map, name),
        _ => ReadText(map, name),
    };

    private static Located<string>? ReadText(MapReader map, string name)
    {
        if (map.Text(name) is not { } text) return null;
        if (text.Value.Length > 0) return text;
        map.Report(Codes.OutOfRange, text.Place, $"'{map.Name(name)}' is empty; a tag that says nothing is left out.");
        return null;
    }

    private static Located<string>? ReadInstant(MapReader map, string name)
    {
        if (map.Text(name) is not { } text) return null;
        if (IsoDate.IsDateOrInstant(text.Value)) return text;
        map.Report(
            Codes.WrongType,
            text.Place,
            $"'{map.Name(name)}' must be a date such as 2026-11-01 or an instant such as 2026-11-01T12:00:00Z; "
            + $"found {Shown.Quote(text.Value)}.");
        return null;
    }

    private static void ReadDecoding(MapReader map, SortedDictionary<string, Located<string>> tags)
    {
        if (map.Map("decoding") is not { } decoding) return;
        if (decoding.Factor("temperature", Fraction.Zero) is not null) Take("temperature");
        if (decoding.Fraction("top_p") is not null) Take("top_p");
        decoding.Finish();

        void Take(string part)
        {
            var attribute = Attributes.Decoding.First(d => d.Part == part).Attribute;
            if (decoding.Text(part) is { } text) tags[attribute] = text;
        }
    }
}
