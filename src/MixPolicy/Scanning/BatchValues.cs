using System.Globalization;
using System.Text;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>
/// The attributes of one record of a batch: its columns, and where it lacks one, the source's tag. What a dictionary column says is read once an
/// entry. Not thread-safe.
/// </summary>
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
    private readonly EntryMemo<Origin> _origins = new();
    private readonly EntryMemo<Said>[] _said;
    private RecordBatch _batch = new([]);
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
        _said = [.. layout.Columns.Select(_ => new EntryMemo<Said>())];
    }

    /// <summary>Where a record's text for a column stands.</summary>
    private enum Said : byte
    {
        /// <summary>Nowhere.</summary>
        Nothing,

        /// <summary>In the record.</summary>
        ByRecord,

        /// <summary>In the source's tag.</summary>
        ByTag,
    }

    /// <summary>Turns to a batch, of which some records are admitted; counts string columns that hold what is no text.</summary>
    public void Turn(RecordBatch batch, ReadOnlySpan<int> admitted)
    {
        _batch = batch;
        if (_layout.Origin >= 0) _origins.Turn(batch.Columns[_layout.Origin]);
        for (var i = 0; i < _said.Length; i++)
        {
            if (_layout.Columns[i] is not (>= 0 and var column)) continue;
            _said[i].Turn(batch.Columns[column]);
            if (!batch.Columns[column].HasUnreadable) continue;
            foreach (var record in admitted)
            {
                if (batch.Columns[column].Kind(record) is not (ValueKind.Nested or ValueKind.InvalidUtf8)) continue;
                _tally.Unreadable(_schema.Columns[i], batch, record, "<nested or not UTF-8>"u8);
            }
        }
    }

    /// <summary>Turns to a record of the batch.</summary>
    public void Turn(int record)
    {
        _record = record;
        Origin = ReadOrigin();
        Depth = ReadDepth() ?? (Origin.IsHuman() && Cell(_layout.Depth, _depthTag, out _).IsEmpty ? 0 : null);
        CollectedAt = ReadDate();
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Column(int column, out bool present)
    {
        var tag = _layout.ColumnTags[column];
        if (_layout.Columns[column] is not (>= 0 and var number))
        {
            present = !IsBlank(tag);
            return tag;
        }

        var cells = _batch.Columns[number];
        var said = _said[column].Find(cells, _record) ?? _said[column].Keep(cells, _record, WhoSays(number, tag));
        present = said != Said.Nothing;
        return said switch
        {
            Said.ByRecord => Cell(number, null, out _),
            Said.ByTag => tag,
            _ => default,
        };
    }

    private Said WhoSays(int column, byte[]? tag)
    {
        var text = Cell(column, null, out var unreadable);
        return !IsBlank(text) ? Said.ByRecord : IsBlank(tag) || (unreadable && text.IsEmpty) ? Said.Nothing : Said.ByTag;
    }

    /// <summary>The cell's text; the tag where the record has nothing; empty where it has what cannot be read.</summary>
    private ReadOnlySpan<byte> Cell(int column, byte[]? tag, out bool unreadable)
    {
        unreadable = false;
        if (column < 0) return tag;
        var cells = _batch.Columns[column];
        switch (cells.Kind(_record))
        {
            case ValueKind.Missing:
                return tag;
            case ValueKind.Nested or ValueKind.InvalidUtf8:
                unreadable = true;
                return default;
            case ValueKind.Instant:
                _instant = Encoding.ASCII.GetBytes(Words(cells.Number(_record)));
                return _instant;
            default:
                var text = cells.Utf8(_record);
                return text.IsEmpty ? tag : text;
        }
    }

    /// <summary>An instant as text; outside the years 1 to 9999, which ISO 8601 does not write, its microseconds since 1970.</summary>
    private static string Words(long microseconds) => microseconds is >= FirstInstant and <= LastInstant
        ? DateTime.UnixEpoch.AddMicroseconds(microseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)
        : microseconds.ToString(CultureInfo.InvariantCulture);

    private Origin ReadOrigin()
    {
        if (_layout.Origin >= 0 && _origins.Find(_batch.Columns[_layout.Origin], _record) is { } known) return known;
        var word = Cell(_layout.Origin, _originTag, out var unreadable);
        if (word.IsEmpty && !unreadable) return Origin.Unknown;
        if (Origins.TryParse(word, out var origin) && !unreadable)
        {
            return _layout.Origin >= 0 ? _origins.Keep(_batch.Columns[_layout.Origin], _record, origin) : origin;
        }

        _tally.Unreadable("origin", _batch, _record, word);
        return Origin.Unknown;
    }

    private int? ReadDepth()
    {
        if (_layout.Depth >= 0 && _batch.Columns[_layout.Depth].Kind(_record) == ValueKind.Integer
            && _batch.Columns[_layout.Depth].Number(_record) is >= 0 and <= int.MaxValue and var number)
        {
            return (int)number;
        }

        var text = Cell(_layout.Depth, _depthTag, out var unreadable);
        if (text.IsEmpty && !unreadable) return null;
        if (WholeNumber.TryParse(text, out var depth) && depth is >= 0 and <= int.MaxValue) return (int)depth;
        _tally.Unreadable("depth", _batch, _record, text);
        return null;
    }

    private long? ReadDate()
    {
        if (_layout.CollectedAt < 0) return _dateTag;
        switch (_batch.Columns[_layout.CollectedAt].Kind(_record))
        {
            case ValueKind.Missing:
                return _dateTag;
            case ValueKind.Instant:
                return _batch.Columns[_layout.CollectedAt].Number(_record);
        }

        var text = Cell(_layout.CollectedAt, null, out var unreadable);
        if (text.IsEmpty && !unreadable) return _dateTag;
        if (DateReader.TryRead(text, out var date)) return date;
        _tally.Unreadable("collected_at", _batch, _record, text);
        return null;
    }
}
