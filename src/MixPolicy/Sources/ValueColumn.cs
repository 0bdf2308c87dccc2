using System.Buffers.Text;

namespace MixPolicy.Sources;

/// <summary>
/// One attribute of every record of a batch: kinds, bytes end to end, and numbers. Buffers are reused from batch to batch.
/// Not thread-safe.
/// </summary>
internal sealed class ValueColumn
{
    private byte[] _bytes = new byte[4096];
    private int[] _ends = new int[256];
    private long[] _numbers = new long[256];
    private ValueKind[] _kinds = new ValueKind[256];

    /// <summary>Values held so far.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes held so far.</summary>
    public int ByteCount => Count == 0 ? 0 : _ends[Count - 1];

    /// <summary>Whether any cell holds something.</summary>
    public bool HasAny => _kinds.AsSpan(0, Count).ContainsAnyExcept(ValueKind.Missing);

    /// <summary>What the cell holds.</summary>
    public ValueKind Kind(int record) => _kinds[record];

    /// <summary>The cell's text; empty for <see cref="ValueKind.Missing"/> and <see cref="ValueKind.Instant"/>.</summary>
    public ReadOnlySpan<byte> Utf8(int record)
    {
        var start = record == 0 ? 0 : _ends[record - 1];
        return _bytes.AsSpan(start, _ends[record] - start);
    }

    /// <summary>The cell's number; meaningful for <see cref="ValueKind.Integer"/> and <see cref="ValueKind.Instant"/> only.</summary>
    public long Number(int record) => _numbers[record];

    /// <summary>Empties the column; the buffers stay.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a cell that the record lacks.</summary>
    public void AddMissing() => Add(ValueKind.Missing, default, 0);

    /// <summary>Adds bytes of the kind given.</summary>
    public void Add(ValueKind kind, ReadOnlySpan<byte> bytes) => Add(kind, bytes, 0);

    /// <summary>Adds a whole number and its decimal text.</summary>
    public void AddInteger(long value)
    {
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, text, out var written);
        Add(ValueKind.Integer, text[..written], value);
    }

    /// <summary>Adds a whole number with its text as found.</summary>
    public void AddInteger(long value, ReadOnlySpan<byte> text) => Add(ValueKind.Integer, text, value);

    /// <summary>Adds an instant.</summary>
    public void AddInstant(long microseconds) => Add(ValueKind.Instant, default, microseconds);

    private void Add(ValueKind kind, ReadOnlySpan<byte> bytes, long number)
    {
        var start = ByteCount;
        if (Count == _kinds.Length)
        {
            Array.Resize(ref _kinds, Count * 2);
            Array.Resize(ref _ends, Count * 2);
            Array.Resize(ref _numbers, Count * 2);
        }

        if (_bytes.Length - start < bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max((int)Math.Min(_bytes.Length * 2L, Array.MaxLength), checked(start + bytes.Length)));
        }

        bytes.CopyTo(_bytes.AsSpan(start));
        _kinds[Count] = kind;
        _numbers[Count] = number;
        _ends[Count++] = start + bytes.Length;
    }
}
