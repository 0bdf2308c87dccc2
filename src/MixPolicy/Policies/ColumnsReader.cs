using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>Reads <c>columns</c>: attribute to column.</summary>
internal static class ColumnsReader
{
    private const string Key = "columns";
    private static readonly string[] TokenizerNames = ["o200k_base", "cl100k_base"];

    /// <summary>What the mapping says, over what the defaults say. <c>~</c> un-maps a default.</summary>
    /// <param name="owner">The source, or the defaults themselves.</param>
    /// <param name="inherited">The defaults; null when these are read.</param>
    public static ColumnSet Read(MapReader owner, ColumnSet? inherited)
    {
        var isDefaults = inherited is null;
        var defaults = inherited ?? ColumnSet.None;
        if (owner.Map(Key) is not { } map || Attributes.AreTooMany(map)) return defaults;
        var columns = new SortedDictionary<string, ColumnMapping>(defaults.Columns.ToDictionary(), StringComparer.Ordinal);
        var tokens = map.Has("tokens") ? ReadTokens(map) : defaults.Tokens;
        foreach (var attribute in map.Keys)
        {
            var name = attribute.Value;
            if (map.HasNull(name)) Unmap(map, attribute, isDefaults, columns);
            else if (name == "tokens") continue;
            else if (name == "decoding") ReadDecoding(map, isDefaults, columns);
            else if (Attributes.Check(map, attribute) && Path(map, name) is { } path) columns[name] = new(path.Value, path.Place, isDefaults);
        }

        var isStated = map.Has("tokens") ? !map.HasNull("tokens") : defaults.TokensAreStated;
        return new ColumnSet(columns, tokens, isStated);
    }

    private static void Unmap(MapReader map, Located<string> attribute, bool isDefaults, SortedDictionary<string, ColumnMapping> columns)
    {
        var name = attribute.Value;
        if (name == "text") map.Report(Codes.WrongType, attribute.Place, $"'{map.Name(name)}' must be a column; a record is nothing without its text.");
        else if (isDefaults) map.Report(Codes.WrongType, attribute.Place, $"'{map.Name(name)}' must be a column; found nothing.");
        else if (name != "decoding") columns.Remove(name);
        else foreach (var (_, flat) in Attributes.Decoding) columns.Remove(flat);
    }

    private static TokenCounting? ReadTokens(MapReader map)
    {
        if (map.Node("tokens") is null || map.HasNull("tokens")) return null;
        if (map.Node("tokens") is YamlScalar) return Path(map, "tokens") is { } path ? new TokenCounting.Column(path) : null;
        if (map.Node("tokens") is not YamlMapping)
        {
            map.Report(
                Codes.WrongType,
                map.Node("tokens")!.Place,
                $"'{map.Name("tokens")}' must be a column, {{ tokenizer: {TokenizerNames[0]} }} or {{ per_byte: 0.25 }}; found a list.");
            return null;
        }

        var way = map.Map("tokens")!;
        var tokenizer = way.Word("tokenizer", TokenizerNames);
        var perByte = way.Factor("per_byte", Fraction.Zero);
        way.Finish();
        if (way.Has("tokenizer") ? way.Has("per_byte") : !way.Keys.Any())
        {
            way.Report(
                Codes.Inconsistent,
                way.Place,
                $"'{way.Path}' must say one of tokenizer and per_byte, "
                + $"such as {{ tokenizer: {TokenizerNames[0]} }} or {{ per_byte: 0.25 }}.");
            return null;
        }

        if (tokenizer is { } named) return new TokenCounting.Tokenizer(named);
        if (perByte is not { } factor) return null;
        if (factor.Value > Fraction.Zero) return new TokenCounting.PerByte(factor);
        way.Report(Codes.OutOfRange, factor.Place, $"'{way.Name("per_byte")}' is 0; it must be above 0, such as 0.25.");
        return null;
    }

    /// <summary><c>{ temperature: path, top_p: path }</c>, or one path to a value that holds both.</summary>
    private static void ReadDecoding(MapReader map, bool isDefaults, SortedDictionary<string, ColumnMapping> columns)
    {
        if (map.Node("decoding") is YamlScalar)
        {
            if (Path(map, "decoding") is not { } whole) return;
            foreach (var (part, flat) in Attributes.Decoding) columns[flat] = new($"{whole.Value}.{part}", whole.Place, isDefaults);
            return;
        }

        if (map.Map("decoding") is not { } decoding) return;
        foreach (var (part, flat) in Attributes.Decoding)
        {
            if (Path(decoding, part) is { } path) columns[flat] = new(path.Value, path.Place, isDefaults);
        }

        decoding.Finish();
    }

    private static Located<string>? Path(MapReader map, string key)
    {
        if (map.Text(key) is not { } path) return null;
        if (path.Value.Length > 0) return path;
        map.Report(Codes.OutOfRange, path.Place, $"'{map.Name(key)}' is empty; name a column, or write ~ to un-map a default.");
        return null;
    }
}
