using System.Buffers.Text;
using System.Globalization;
using System.Text;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>The attributes of one record of a batch: its columns, and where it lacks one, the source's tag. Not thread-safe.</summary>
internal sealed class BatchValues : AttributeValues
{
    private static readonly long FirstInstant = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly long LastInstant = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

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
        present = !text.IsEmpty;
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
                var microseconds = _batch!.Columns[column].Number(_record);
                if (microseconds < FirstInstant || microseconds > LastInstant)
                {
                    unreadable = true; // a year that no calendar here has
                    return default;
                }

                var instant = DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
                _instant = Encoding.ASCII.GetBytes(instant.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
                return _instant;
            default:
                var text = _batch!.Columns[column].Utf8(_record);
                return text.IsEmpty ? tag : text;
        }
    }

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
        if (Utf8Parser.TryParse(text, out int depth, out var used) && used == text.Length && depth >= 0) return depth;
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
