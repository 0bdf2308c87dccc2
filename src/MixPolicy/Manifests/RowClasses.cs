using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>
/// Counts rows by class. Rows that say the same of all that rules look at are of one class, which the table is asked for once. One worker an
/// instance.
/// </summary>
internal sealed class RowClasses
{
    private const int OwnParts = 3;
    private const long NoDepth = -1;
    private const long BadDepth = -2;
    private readonly ManifestValues _values;
    private readonly RecordSchema _schema;
    private readonly RowNumbers _origin;
    private readonly RowNumbers _depth;
    private readonly RowNumbers[] _attributes;
    private readonly int _date;
    private readonly KeyTable _known;
    private readonly List<ClassCount> _counts = [];
    private readonly long[] _key;
    private RecordBatch _batch = new([]);

    /// <summary>Nothing counted yet.</summary>
    public RowClasses(RecountLayout layout)
    {
        var schema = layout.Schema;
        (_values, _schema, Counts) = (layout.Values(), schema, new ClassCounts(schema));
        _origin = new RowNumbers(layout.At("origin"), (cells, row) => (long)ManifestValues.OriginOf(cells, row));
        _depth = new RowNumbers(layout.At("depth"), (cells, row) =>
            ManifestValues.DepthOf(cells, row) ?? (cells.Kind(row) == ValueKind.Missing ? NoDepth : BadDepth));
        _date = schema.AsksForDates || schema.KindOfUse.Contains(UseKind.CollectedAt) ? layout.At("collected_at") : -1;
        _attributes =
        [
            .. schema.Uses.Select((_, i) => i).Where(use => schema.ColumnOfUse[use] >= 0)
                .Select(use => new RowNumbers(layout.Columns[schema.ColumnOfUse[use]], AttributeNumber(schema, use))),
        ];
        _key = new long[OwnParts + _attributes.Length];
        _known = new KeyTable(_key.Length);
    }

    /// <summary>What has been counted.</summary>
    public ClassCounts Counts { get; }

    /// <summary>Turns to a batch.</summary>
    public void Turn(RecordBatch batch)
    {
        _batch = batch;
        _origin.Turn(batch);
        _depth.Turn(batch);
        foreach (var attribute in _attributes) attribute.Turn(batch);
    }

    /// <summary>Whether a row counts as human.</summary>
    public bool IsHuman(int row) => ((Origin)_origin[row]).IsHuman();

    /// <summary>The sums of a row's class.</summary>
    /// <param name="row">The row in the batch.</param>
    /// <param name="source">Number of its source.</param>
    /// <param name="name">Name of its source.</param>
    public ClassCount Of(int row, int source, string name)
    {
        _key[0] = source;
        _key[1] = (2 * DateFacts.Codes * _origin[row]) + DateState(row);
        _key[2] = _depth[row];
        for (var i = 0; i < _attributes.Length; i++) _key[OwnParts + i] = _attributes[i][row];
        if (_known.TryFind(_key, out var count)) return _counts[count];
        _values.Turn(_batch, row);
        _known.Add(_key, _counts.Count);
        _counts.Add(Counts.Of(name, _values.Origin, _values.Depth, _values.Dates, _values));
        return _counts[^1];
    }

    /// <summary>All that a class holds of the date.</summary>
    private int DateState(int row)
    {
        if (_date < 0) return 0;
        var date = ManifestValues.DateOf(_batch.Columns[_date], row);
        return (2 * _schema.Dates((Origin)_origin[row], date).Code) + (date is null ? 0 : 1);
    }

    /// <summary>Tells values apart as far as classes do.</summary>
    private static Func<ValueColumn, int, long> AttributeNumber(RecordSchema schema, int use)
    {
        var numbers = new TextNumbers();
        return (cells, row) =>
        {
            var text = ManifestValues.TextOf(cells, row, out var present);
            return present ? 1 + numbers.Of(schema.Kept(use, text), out _) : 0;
        };
    }
}
