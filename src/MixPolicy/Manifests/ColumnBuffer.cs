namespace MixPolicy.Manifests;

/// <summary>
/// The values of one column in one row group, nulls kept apart from values as Parquet wants them. Buffers are reused from row group to
/// row group; text of one row group is limited to <see cref="Array.MaxLength"/> bytes. Not thread-safe.
/// </summary>
internal sealed class ColumnBuffer
{
    /// <summary>Bytes of a <see cref="ManifestType.Fixed32"/> value.</summary>
    public const int FixedBytes = 32;

    private byte[] _present = [];
    private long[] _numbers = [];
    private byte[] _bytes = [];
    private int[] _ends = [];
    private int _byteCount;

    /// <summary>An empty buffer.</summary>
    public ColumnBuffer(ManifestColumn column) => Column = column;

    /// <summary>The column whose values these are.</summary>
    public ManifestColumn Column { get; }

    /// <summary>Rows held, nulls counted.</summary>
    public int Count { get; private set; }

    /// <summary>Rows held that are not null.</summary>
    public int ValueCount { get; private set; }

    /// <summary>One byte a row, 1 where there is a value; empty when the column is not nullable.</summary>
    public ReadOnlySpan<byte> Present => Column.Nullable ? _present.AsSpan(0, Count) : default;

    /// <summary>The values that are not null, of a type that is added as a number.</summary>
    public ReadOnlySpan<long> Numbers => _numbers.AsSpan(0, IsNumber ? ValueCount : 0);

    /// <summary>The values that are not null end to end, of a type that is added as bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _byteCount);

    private bool IsNumber => Column.Type is not (ManifestType.Text or ManifestType.Fixed32);

    /// <summary>The bytes of one value, counted over those that are not null.</summary>
    public ReadOnlySpan<byte> Value(int value)
    {
        if (Column.Type == ManifestType.Fixed32) return _bytes.AsSpan(value * FixedBytes, FixedBytes);
        var start = value == 0 ? 0 : _ends[value - 1];
        return _bytes.AsSpan(start, _ends[value] - start);
    }

    /// <summary>Adds a row that lacks the column.</summary>
    /// <exception cref="InvalidOperationException">The column is not nullable.</exception>
    public void AddNull()
    {
        if (!Column.Nullable) throw new InvalidOperationException($"Column '{Column.Name}' is not nullable.");
        AddRow(0);
    }

    /// <summary>Adds a number: an integer, microseconds since 1970, or 0 and 1 for false and true.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value does not fit the column's type.</exception>
    /// <exception cref="InvalidOperationException">The column holds bytes.</exception>
    public void Add(long value)
    {
        var fits = Column.Type switch
        {
            ManifestType.Int32 => value == (int)value,
            ManifestType.Boolean => value is 0 or 1,
            ManifestType.Int64 or ManifestType.Timestamp => true,
            _ => throw new InvalidOperationException($"Column '{Column.Name}' holds {Column.Type}, not numbers."),
        };
        if (!fits) throw new ArgumentOutOfRangeException(nameof(value), value, $"Column '{Column.Name}' holds {Column.Type}.");
        if (ValueCount == _numbers.Length) Array.Resize(ref _numbers, Grown(ValueCount, ValueCount + 1L));
        _numbers[ValueCount++] = value;
        AddRow(1);
    }

    /// <summary>Adds bytes: valid UTF-8 (the caller has checked it) or 32 bytes.</summary>
    /// <exception cref="ArgumentException">A <see cref="ManifestType.Fixed32"/> value is not of 32 bytes.</exception>
    /// <exception cref="InvalidOperationException">The column holds numbers.</exception>
    public void Add(ReadOnlySpan<byte> value)
    {
        if (IsNumber) throw new InvalidOperationException($"Column '{Column.Name}' holds {Column.Type}, not bytes.");
        if (Column.Type == ManifestType.Fixed32 && value.Length != FixedBytes)
        {
            throw new ArgumentException($"Column '{Column.Name}' holds {FixedBytes} bytes a value, not {value.Length}.", nameof(value));
        }

        if (_bytes.Length - _byteCount < value.Length) Array.Resize(ref _bytes, Grown(_bytes.Length, (long)_byteCount + value.Length));
        value.CopyTo(_bytes.AsSpan(_byteCount));
        _byteCount += value.Length;
        if (Column.Type == ManifestType.Text)
        {
            if (ValueCount == _ends.Length) Array.Resize(ref _ends, Grown(ValueCount, ValueCount + 1L));
            _ends[ValueCount] = _byteCount;
        }

        ValueCount++;
        AddRow(1);
    }

    /// <summary>Empties the buffer for the next row group; its memory stays.</summary>
    public void Clear() => (Count, ValueCount, _byteCount) = (0, 0, 0);

    private static int Grown(int length, long needed)
    {
        if (needed > Array.MaxLength) throw new InvalidOperationException($"A column of one row group is limited to {Array.MaxLength} bytes.");
        return (int)Math.Max(needed, Math.Min(Array.MaxLength, Math.Max(256, 2L * length)));
    }

    private void AddRow(byte present)
    {
        if (Column.Nullable)
        {
            if (Count == _present.Length) Array.Resize(ref _present, Grown(Count, Count + 1L));
            _present[Count] = present;
        }

        Count++;
    }
}
