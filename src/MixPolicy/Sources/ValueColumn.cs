using System.Buffers.Text;

namespace MixPolicy.Sources;

/// <summary>
/// One attribute of every record of a batch. A cell's bytes lie in a buffer of the reader's (<see cref="Share"/>: nothing is copied), or in the
/// column's own; or the whole column is codes into a dictionary (<see cref="SetCodes"/>), so that what holds for an entry is found once.
/// Buffers are reused from batch to batch: spans die with the next fill. Not thread-safe.
/// </summary>
internal sealed class ValueColumn
{
    /// <summary>Length of a whole number whose text nobody has asked for yet.</summary>
    private const int Unwritten = -1;

    private byte[] _own = [];
    private int _ownEnd;
    private byte[] _shared = [];
    private int[] _starts = new int[256];
    private int[] _lengths = new int[256];
    private long[] _numbers = new long[256];
    private ValueKind[] _kinds = new ValueKind[256];
    private int[] _codes = [];
    private int _firstCode;

    /// <summary>Values held so far.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of cells that were copied into the column.</summary>
    public int ByteCount => _ownEnd;

    /// <summary>The dictionary of a column of codes; null for one of values.</summary>
    public ValueColumn? Entries { get; private set; }

    /// <summary>Changes with every <see cref="Clear"/>.</summary>
    public int Version { get; private set; }

    /// <summary>What was found for the entries of a column's dictionary holds as long as this stays; no entries for a column of values.</summary>
    public (ValueColumn? Entries, int Version) Dictionary => (Entries, Entries?.Version ?? 0);

    /// <summary>A code a cell: the number of its entry in <see cref="Entries"/>. Empty for a column of values.</summary>
    public ReadOnlySpan<int> Codes => Entries is null ? default : _codes.AsSpan(_firstCode, Count);

    /// <summary>Whether any cell holds something.</summary>
    public bool HasAny
    {
        get
        {
            if (Entries is null) return _kinds.AsSpan(0, Count).ContainsAnyExcept(ValueKind.Missing);
            foreach (var code in Codes)
            {
                if (Entries._kinds[code] != ValueKind.Missing) return true;
            }

            return false;
        }
    }

    /// <summary>Whether any cell may hold what is no scalar: nested, or not valid UTF-8.</summary>
    public bool HasUnreadable => Entries is not null
        ? Entries.HasUnreadable
        : _kinds.AsSpan(0, Count).ContainsAny(ValueKind.Nested, ValueKind.InvalidUtf8);

    /// <summary>What the cell holds.</summary>
    public ValueKind Kind(int record) => Entries is null ? _kinds[record] : Entries._kinds[_codes[_firstCode + record]];

    /// <summary>The cell's text; empty for <see cref="ValueKind.Missing"/> and <see cref="ValueKind.Instant"/>.</summary>
    public ReadOnlySpan<byte> Utf8(int record)
    {
        if (Entries is not null) return Entries.Utf8(_codes[_firstCode + record]);
        if (_lengths[record] == Unwritten) Write(record);
        var start = _starts[record];
        return start >= 0 ? _shared.AsSpan(start, _lengths[record]) : _own.AsSpan(~start, _lengths[record]);
    }

    /// <summary>Bytes of the cell's text.</summary>
    public int ByteLength(int record) => Entries is not null ? Entries.ByteLength(_codes[_firstCode + record])
        : _lengths[record] == Unwritten ? Utf8(record).Length
        : _lengths[record];

    /// <summary>The cell's text as a place in a buffer.</summary>
    public ArraySegment<byte> Segment(int record)
    {
        if (Entries is not null) return Entries.Segment(_codes[_firstCode + record]);
        if (_lengths[record] == Unwritten) Write(record);
        var start = _starts[record];
        return start >= 0 ? new ArraySegment<byte>(_shared, start, _lengths[record]) : new ArraySegment<byte>(_own, ~start, _lengths[record]);
    }

    /// <summary>The cell's number; meaningful for <see cref="ValueKind.Integer"/> and <see cref="ValueKind.Instant"/> only.</summary>
    public long Number(int record) => Entries is null ? _numbers[record] : Entries._numbers[_codes[_firstCode + record]];

    /// <summary>Empties the column; the buffers stay.</summary>
    public void Clear()
    {
        (Count, _ownEnd, Entries) = (0, 0, null);
        Version = unchecked(Version + 1);
    }

    /// <summary>Names the buffer that shared cells lie in; it must stay as it is until the next <see cref="Clear"/>.</summary>
    public void Share(byte[] buffer) => _shared = buffer;

    /// <summary>Makes the column one of codes, which must stay as they are until the next <see cref="Clear"/>.</summary>
    /// <param name="entries">The dictionary.</param>
    /// <param name="codes">Numbers of its entries.</param>
    /// <param name="first">The first cell's code.</param>
    /// <param name="count">How many cells.</param>
    public void SetCodes(ValueColumn entries, int[] codes, int first, int count) => (Entries, _codes, _firstCode, Count) = (entries, codes, first, count);

    /// <summary>Adds a cell that the record lacks.</summary>
    public void AddMissing() => Append(ValueKind.Missing, 0, 0, 0);

    /// <summary>Adds bytes of the kind given, as a copy.</summary>
    public void Add(ValueKind kind, ReadOnlySpan<byte> bytes) => Append(kind, Keep(bytes), bytes.Length, 0);

    /// <summary>Adds bytes of the kind given that lie in the shared buffer.</summary>
    public void AddShared(ValueKind kind, int start, int length, long number = 0) => Append(kind, start, length, number);

    /// <summary>Adds a whole number; its decimal text is made when asked for.</summary>
    public void AddInteger(long value) => Append(ValueKind.Integer, 0, Unwritten, value);

    /// <summary>Adds a whole number with its text as found, as a copy.</summary>
    public void AddInteger(long value, ReadOnlySpan<byte> text) => Append(ValueKind.Integer, Keep(text), text.Length, value);

    /// <summary>Adds whole numbers.</summary>
    public void AddIntegers(ReadOnlySpan<long> values)
    {
        Reserve(Count + values.Length);
        values.CopyTo(_numbers.AsSpan(Count));
        _kinds.AsSpan(Count, values.Length).Fill(ValueKind.Integer);
        _lengths.AsSpan(Count, values.Length).Fill(Unwritten);
        Count += values.Length;
    }

    /// <summary>Adds an instant.</summary>
    public void AddInstant(long microseconds) => Append(ValueKind.Instant, 0, 0, microseconds);

    private void Append(ValueKind kind, int start, int length, long number)
    {
        var at = Count;
        if (at == _kinds.Length) Reserve(at + 1);
        _kinds[at] = kind;
        _starts[at] = start;
        _lengths[at] = length;
        _numbers[at] = number;
        Count = at + 1;
    }

    private void Reserve(int count)
    {
        if (count <= _kinds.Length) return;
        count = Math.Max(count, 2 * _kinds.Length);
        Array.Resize(ref _kinds, count);
        Array.Resize(ref _starts, count);
        Array.Resize(ref _lengths, count);
        Array.Resize(ref _numbers, count);
    }

    /// <summary>Copies bytes behind the column's own; the place, as own places are stored.</summary>
    private int Keep(ReadOnlySpan<byte> bytes)
    {
        var start = _ownEnd;
        if (_own.Length - start < bytes.Length)
        {
            Array.Resize(ref _own, Math.Max((int)Math.Clamp(_own.Length * 2L, 4096, Array.MaxLength), checked(start + bytes.Length)));
        }

        bytes.CopyTo(_own.AsSpan(start));
        _ownEnd = start + bytes.Length;
        return ~start;
    }

    private void Write(int record)
    {
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(_numbers[record], text, out var written);
        _starts[record] = Keep(text[..written]);
        _lengths[record] = written;
    }
}
