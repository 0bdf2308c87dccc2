namespace MixPolicy.Manifests;

/// <summary>
/// The values of one column in one row group, nulls kept apart from values as Parquet wants them. Text that is known beforehand is added by
/// its label, which costs no more than a number. Buffers are reused from row group to row group; text of one row group is limited to
/// <see cref="Array.MaxLength"/> bytes. Not thread-safe.
/// </summary>
internal sealed class ColumnBuffer
{
    /// <summary>Bytes of a <see cref="ManifestType.Fixed32"/> value.</summary>
    public const int FixedBytes = 32;

    private readonly bool _isNullable;
    private readonly LabelSet? _labels;
    private readonly long _least;
    private readonly long _greatest;
    private byte[] _present = [];
    private long[] _numbers = [];
    private byte[] _bytes = [];
    private int[] _ends = [];
    private int[] _labelled = [];
    private int _byteCount;

    /// <summary>An empty buffer.</summary>
    /// <param name="column">The column.</param>
    /// <param name="labels">The texts that it can hold, for a column of text that is added by label.</param>
    /// <param name="rows">Rows to make room for at once; more can be added.</param>
    public ColumnBuffer(ManifestColumn column, LabelSet? labels = null, int rows = 0)
    {
        if (labels is not null && column.Type != ManifestType.Text)
        {
            throw new ArgumentException($"Column '{column.Name}' holds {column.Type}, which has no labels.", nameof(labels));
        }

        (Column, _isNullable, _labels) = (column, column.Nullable, labels);
        (_least, _greatest) = column.Type switch
        {
            ManifestType.Int32 => (int.MinValue, int.MaxValue),
            ManifestType.Boolean => (0, 1),
            ManifestType.Int64 or ManifestType.Timestamp => (long.MinValue, long.MaxValue),
            _ => (1, 0), // no number fits
        };
        if (_isNullable) _present = new byte[rows];
        if (IsNumber) _numbers = new long[rows];
        else if (labels is not null) _labelled = new int[rows];
        else if (column.Type == ManifestType.Text) _ends = new int[rows];
        else _bytes = new byte[rows * FixedBytes];
    }

    /// <summary>The column whose values these are.</summary>
    public ManifestColumn Column { get; }

    /// <summary>Rows held, nulls counted.</summary>
    public int Count { get; private set; }

    /// <summary>Rows held that are not null.</summary>
    public int ValueCount { get; private set; }

    /// <summary>One byte a row, 1 where there is a value; empty when the column is not nullable.</summary>
    public ReadOnlySpan<byte> Present => _isNullable ? _present.AsSpan(0, Count) : default;

    /// <summary>The values that are not null, of a type that is added as a number.</summary>
    public ReadOnlySpan<long> Numbers => _numbers.AsSpan(0, IsNumber ? ValueCount : 0);

    /// <summary>The values that are not null end to end, of a type that is added as bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _byteCount);

    /// <summary>How many different texts the column's labels name; 0 for a column without labels.</summary>
    public int LabelCount => _labels?.Count ?? 0;

    /// <summary>The labels of the values that are not null, for a column of labels.</summary>
    public ReadOnlySpan<int> Labels => _labelled.AsSpan(0, _labels is null ? 0 : ValueCount);

    /// <summary>About what the column takes in memory: which one to encode first.</summary>
    public long Weight => _byteCount + (sizeof(long) * (long)ValueCount);

    private bool IsNumber => _least <= _greatest;

    /// <summary>The bytes of one value, counted over those that are not null.</summary>
    public ReadOnlySpan<byte> Value(int value)
    {
        if (_labels is not null) return _labels[_labelled[value]];
        if (Column.Type == ManifestType.Fixed32) return _bytes.AsSpan(value * FixedBytes, FixedBytes);
        var start = value == 0 ? 0 : _ends[value - 1];
        return _bytes.AsSpan(start, _ends[value] - start);
    }

    /// <summary>Adds a row that lacks the column.</summary>
    /// <exception cref="InvalidOperationException">The column is not nullable.</exception>
    public void AddNull()
    {
        if (!_isNullable) throw new InvalidOperationException($"Column '{Column.Name}' is not nullable.");
        AddRow(0);
    }

    /// <summary>Adds a number: an integer, microseconds since 1970, or 0 and 1 for false and true.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value does not fit the column's type.</exception>
    /// <exception cref="InvalidOperationException">The column holds bytes.</exception>
    public void Add(long value)
    {
        if (value < _least || value > _greatest) throw Unfit(value);
        var at = ValueCount;
        if (at == _numbers.Length) Array.Resize(ref _numbers, Grown(at, at + 1L));
        _numbers[at] = value;
        ValueCount = at + 1;
        AddRow(1);
    }

    /// <summary>Adds bytes: valid UTF-8 (the caller has checked it) or 32 bytes.</summary>
    /// <exception cref="ArgumentException">A <see cref="ManifestType.Fixed32"/> value is not of 32 bytes.</exception>
    /// <exception cref="InvalidOperationException">The column holds numbers or labels.</exception>
    public void Add(ReadOnlySpan<byte> value)
    {
        if (IsNumber || _labels is not null) throw new InvalidOperationException($"Column '{Column.Name}' holds {Words}, not bytes.");
        if (Column.Type == ManifestType.Text)
        {
            var at = ValueCount;
            if (at == _ends.Length) Array.Resize(ref _ends, Grown(at, at + 1L));
            value.CopyTo(Room(value.Length));
            _ends[at] = _byteCount;
        }
        else if (value.Length == FixedBytes)
        {
            value.CopyTo(Room(FixedBytes));
        }
        else
        {
            throw new ArgumentException($"Column '{Column.Name}' holds {FixedBytes} bytes a value, not {value.Length}.", nameof(value));
        }

        ValueCount++;
        AddRow(1);
    }

    /// <summary>Adds the text of a label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No text has the label.</exception>
    public void AddLabel(int label)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)LabelCount, nameof(label));
        var at = ValueCount;
        if (at == _labelled.Length) Array.Resize(ref _labelled, Grown(at, at + 1L));
        _labelled[at] = label;
        ValueCount = at + 1;
        AddRow(1);
    }

    /// <summary>Empties the buffer for the next row group; its memory stays.</summary>
    public void Clear() => (Count, ValueCount, _byteCount) = (0, 0, 0);

    private static int Grown(int length, long needed)
    {
        if (needed > Array.MaxLength) throw new InvalidOperationException($"A column of one row group is limited to {Array.MaxLength} bytes.");
        return (int)Math.Max(needed, Math.Min(Array.MaxLength, Math.Max(256, 2L * length)));
    }

    private string Words => _labels is null ? $"{Column.Type}" : "labels";

    private Span<byte> Room(int length)
    {
        var start = _byteCount;
        if (_bytes.Length - start < length) Array.Resize(ref _bytes, Grown(_bytes.Length, (long)start + length));
        _byteCount = start + length;
        return _bytes.AsSpan(start, length);
    }

    private void AddRow(byte present)
    {
        var row = Count;
        if (_isNullable)
        {
            if (row == _present.Length) Array.Resize(ref _present, Grown(row, row + 1L));
            _present[row] = present;
        }

        Count = row + 1;
    }

    private Exception Unfit(long value) => IsNumber
        ? new ArgumentOutOfRangeException(nameof(value), value, $"Column '{Column.Name}' holds {Column.Type}.")
        : new InvalidOperationException($"Column '{Column.Name}' holds {Words}, not numbers.");
}
