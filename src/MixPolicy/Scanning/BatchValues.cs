using System.Globalization;
using System.Text;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>The attributes of one record of a batch: its columns, and where it lacks one, the source's tag. Not thread-safe.</summary>
internal sealed class BatchValues : AttributeValues
{
    private const long FirstInstant = -62_135_596_800_000_000;
    private const long LastInstant = 253_402_300_799_999_999;
    private readonly SourceLayout _layout;
    private readonly RecordSchema _schema;
    private readonly Tally _tally;
    private readonly byte[]? _originTag;
    private readonly byte[]? _depthTag;
    private readonly long? _dateTag;
    private RecordBatch? _batch;
    private int _record;
    private byte[] _instant = [];

    /// <summary>For a source; counts what cannot be read in the tally.</summary>
    public BatchValues(SourceLayout layout, RecordSchema schema, Tally tally)
        : base(schema)
    {
        (_layout, _schema, _tally) = (layout, schema, tally);
        _originTag = layout.Tag("origin");
        _depthTag = layout.Tag("depth");
        _dateTag = layout.Tag("collected_at") is { } tag && DateReader.TryRead(tag, out var date) ? date : null;
    }

    /// <summary>Turns to a record.</summary>
    public void Turn(RecordBatch batch, int record)
    {
        (_batch, _record) = (batch, record);
        Origin = ReadOrigin();
        Depth = ReadDepth() ?? (Origin.IsHuman() && Cell(_layout.Depth, _depthTag, out _).IsEmpty ? 0 : null);
        CollectedAt = ReadDate();
    }

    /// <summary>Counts string columns that hold what is no text. Called once a record that is admitted.</summary>
    public void CountUnreadable()
    {
        for (var i = 0; i < _layout.Columns.Count; i++)
        {
            if (_layout.Columns[i] is var column and >= 0 && Kind(column) is ValueKind.Nested or ValueKind.InvalidUtf8)
            {
                _tally.Unreadable(_schema.Columns[i], _batch!, _record, "<nested or not UTF-8>"u8);
            }
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Column(int column, out bool present)
    {
        var text = Cell(_layout.Columns[column], _layout.ColumnTags[column], out _);
        if (!text.IsEmpty && IsBlank(text)) text = _layout.ColumnTags[column];
        present = !IsBlank(text);
        return text;
    }

    private ValueKind Kind(int column) => _batch!.Columns[column].Kind(_record);

    /// <summary>The cell's text; the tag where the record has nothing; empty where it has what cannot be read.</summary>
    private ReadOnlySpan<byte> Cell(int column, byte[]? tag, out bool unreadable)
    {
        unreadable = false;
        if (column < 0) return tag;
        switch (Kind(column))
        {
            case ValueKind.Missing:
                return tag;
            case ValueKind.Nested or ValueKind.InvalidUtf8:
                unreadable = true;
                return default;
            case ValueKind.Instant:
                _instant = Encoding.ASCII.GetBytes(Words(_batch!.Columns[column].Number(_record)));
                return _instant;
            default:
                var text = _batch!.Columns[column].Utf8(_record);
                return text.IsEmpty ? tag : text;
        }
    }

    /// <summary>An instant as text; outside the years 1 to 9999, which ISO 8601 does not write, its microseconds since 1970.</summary>
    private static string Words(long microseconds) => microseconds is >= FirstInstant and <= LastInstant
        ? DateTime.UnixEpoch.AddMicroseconds(microseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)
        : microseconds.ToString(CultureInfo.InvariantCulture);

    private Origin ReadOrigin()
    {
        var word = Cell(_layout.Origin, _originTag, out var unreadable);
        if (word.IsEmpty && !unreadable) return Origin.Unknown;
        if (Origins.TryParse(word, out var origin) && !unreadable) return origin;
        _tally.Unreadable("origin", _batch!, _record, word);
        return Origin.Unknown;
    }

    private int? ReadDepth()
    {
        var text = Cell(_layout.Depth, _depthTag, out var unreadable);
        if (text.IsEmpty && !unreadable) return null;
        if (WholeNumber.TryParse(text, out var depth) && depth is >= 0 and <= int.MaxValue) return (int)depth;
        _tally.Unreadable("depth", _batch!, _record, text);
        return null;
    }

    private long? ReadDate()
    {
        if (_layout.CollectedAt < 0) return _dateTag;
        switch (Kind(_layout.CollectedAt))
        {
            case ValueKind.Missing:
                return _dateTag;
            case ValueKind.Instant:
                return _batch!.Columns[_layout.CollectedAt].Number(_record);
        }

        var text = Cell(_layout.CollectedAt, null, out var unreadable);
        if (text.IsEmpty && !unreadable) return _dateTag;
        if (DateReader.TryRead(text, out var date)) return date;
        _tally.Unreadable("collected_at", _batch!, _record, text);
        return null;
    }
}
