using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Manifests;

/// <summary>Counts rows by class of record. One worker an instance; instances are joined afterwards. Not thread-safe.</summary>
internal sealed class ClassCounts(RecordSchema schema)
{
    private readonly Dictionary<string, Source> _sources = new(StringComparer.Ordinal);

    /// <summary>The sums of the class of a row.</summary>
    /// <param name="source">Name of its source.</param>
    /// <param name="origin">Its origin.</param>
    /// <param name="depth">Models between it and human text; null when unknown.</param>
    /// <param name="dates">What rules ask of its date.</param>
    /// <param name="values">Its attributes.</param>
    public ClassCount Of(string source, Origin origin, int? depth, DateFacts dates, AttributeValues values)
    {
        if (!_sources.TryGetValue(source, out var found)) _sources[source] = found = new Source(new ClassTable(source, schema), []);
        var number = found.Table.Number(origin, depth, dates, values);
        if (number == found.Counts.Count) found.Counts.Add(new ClassCount(origin, dates.Fresh == true));
        return found.Counts[number];
    }

    /// <summary>All that several have counted; which of them counted what changes nothing.</summary>
    public static ClassCounts Join(RecordSchema schema, IReadOnlyList<ClassCounts> parts)
    {
        if (parts.Count == 1) return parts[0];
        var joined = new ClassCounts(schema);
        var values = new ClassValues(schema);
        foreach (var source in parts.SelectMany(p => p._sources.Values))
        {
            for (var i = 0; i < source.Counts.Count; i++)
            {
                var record = source.Table.Classes[i];
                values.Turn(record);
                joined.Of(record.Source, record.Origin, record.Depth, record.Dates, values).Add(source.Counts[i]);
            }
        }

        return joined;
    }

    /// <summary>The totals, ordered by source and then by what the class holds.</summary>
    public IReadOnlyList<ClassTotal> Totals() =>
    [
        .. _sources.Values.SelectMany(s => s.Counts.Select((count, i) => count.Total(s.Table.Classes[i])))
            .OrderBy(t => t.Class.Source, StringComparer.Ordinal)
            .ThenBy(t => t.Class.Origin)
            .ThenBy(t => t.Class.Depth ?? -1)
            .ThenBy(t => t.Class.Fresh)
            .ThenBy(t => t.Class.NeedsEvidence)
            .ThenBy(t => string.Join('\0', t.Class.Values.Select(v => v is null ? "" : $"={v}")), StringComparer.Ordinal),
    ];

    private sealed record Source(ClassTable Table, List<ClassCount> Counts);
}
