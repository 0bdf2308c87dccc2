using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>Reads <c>data</c>: the sources, each completed with the defaults.</summary>
internal static class SourcesReader
{
    private static readonly string[] BadRecordWords = ["fail", "quarantine"];

    /// <summary>The sources that can stand, and the names of all that are there.</summary>
    public static SourceList Read(MapReader policy, string folder)
    {
        if (!policy.Has("data") || policy.HasNull("data"))
        {
            NoSources(policy, policy.KeyPlace("data"));
            return SourceList.Empty;
        }

        if (policy.Map("data") is not { } data) return SourceList.Empty;
        var outside = PathsReader.ReadAllowOutside(data, folder);
        var defaults = ReadDefaults(data);
        var list = ReadSources(data, defaults, new PathsReader(folder, outside));
        data.Finish();
        return list;
    }

    private static Defaults ReadDefaults(MapReader data)
    {
        if (data.Map("defaults") is not { } map) return Defaults.None;
        var defaults = new Defaults(
            ColumnsReader.Read(map, inherited: null),
            TagsReader.Read(map, TagsReader.None),
            ReadOnBadRecord(map),
            map.Fraction("max_bad_fraction"),
            map.Factor("max_repetition_factor", Fraction.One));
        map.Finish();
        return defaults;
    }

    private static SourceList ReadSources(MapReader data, Defaults defaults, PathsReader paths)
    {
        if (!data.Has("sources") || data.HasNull("sources"))
        {
            NoSources(data, data.KeyPlace("sources"));
            return SourceList.Empty;
        }

        if (data.Maps("sources") is not { } maps) return SourceList.Empty;
        if (data.Node("sources") is YamlSequence { Items.Count: 0 } none) NoSources(data, none.Place);
        var first = new Dictionary<string, Place>(StringComparer.Ordinal);
        var sources = new List<Source>();
        var uncounted = new List<Source>();
        foreach (var map in maps)
        {
            var columns = ColumnsReader.Read(map, defaults.Columns);
            var source = ReadSource(map, columns, defaults, paths);
            map.Finish();
            if (source is null) continue;
            if (!columns.TokensAreStated) uncounted.Add(source);
            if (first.TryAdd(source.Name, source.Place)) sources.Add(source);
            else map.Report(Codes.Inconsistent, source.Place, $"There is a source {Shown.Quote(source.Name)} already, on line {first[source.Name].Line}; a name belongs to one source.");
        }

        return new SourceList(sources, uncounted, sources.Count == ((YamlSequence)data.Node("sources")!).Items.Count);
    }

    private static Source? ReadSource(MapReader map, ColumnSet columns, Defaults defaults, PathsReader paths)
    {
        var name = PolicyName.Read(map, "name");
        var read = paths.Read(map);
        var tags = TagsReader.Read(map, defaults.Tags);
        var onBadRecord = ReadOnBadRecord(map) ?? defaults.OnBadRecord ?? OnBadRecord.Fail;
        var maxBadFraction = map.Fraction("max_bad_fraction") ?? defaults.MaxBadFraction;
        var maxRepetition = map.Factor("max_repetition_factor", Fraction.One) ?? defaults.MaxRepetitionFactor;
        if (name is null) return null;
        var place = map.Node("name")!.Place;
        return new Source(name, place, read, columns.WithText(place), columns.Tokens, tags, onBadRecord, maxBadFraction, maxRepetition, paths.Outside);
    }

    private static OnBadRecord? ReadOnBadRecord(MapReader map) => map.Word("on_bad_record", BadRecordWords)?.Value switch
    {
        "quarantine" => OnBadRecord.Quarantine,
        "fail" => OnBadRecord.Fail,
        _ => null,
    };

    private static void NoSources(MapReader map, Place place) =>
        map.Report(
            Codes.NoSources,
            place,
            "There are no sources: list at least one under data.sources, such as - { name: web, paths: [ data/*.parquet ] }.");

    private sealed record Defaults(
        ColumnSet Columns,
        IReadOnlyDictionary<string, Located<string>> Tags,
        OnBadRecord? OnBadRecord,
        Located<Fraction>? MaxBadFraction,
        Located<Fraction>? MaxRepetitionFactor)
    {
        public static Defaults None { get; } = new(ColumnSet.None, TagsReader.None, null, null, null);
    }
}

/// <summary>The sources that could be read.</summary>
/// <param name="All">In the policy's order.</param>
/// <param name="Uncounted">Those that do not say how their tokens are counted, not even wrongly.</param>
/// <param name="IsWhole">Whether these are all that the policy lists; otherwise what is said of their names and sums would mislead.</param>
internal sealed record SourceList(IReadOnlyList<Source> All, IReadOnlyList<Source> Uncounted, bool IsWhole)
{
    /// <summary>None could be read.</summary>
    public static SourceList Empty { get; } = new([], [], false);
}
