using System.Buffers.Binary;
using MixPolicy.Hashing;
using Parquet.Meta;
using Type = Parquet.Meta.Type;

namespace MixPolicy.Sources.Pages;

/// <summary>Values of one page or dictionary, as places in its bytes or as numbers. Arrays are reused; not thread-safe.</summary>
internal sealed class PageValues(ParquetLeaf leaf)
{
    private byte[] _bytes = [];
    private int[] _starts = [];
    private int[] _lengths = [];
    private long[] _numbers = [];
    private long[] _more = [];
    private byte[] _unfolded = [];
    private bool _isFrontCoded;
    private readonly Type _type = leaf.Element.Type!.Value;
    private readonly bool _isPlainText = IsPlainText(leaf);
    private readonly bool _isCount = ParquetValues.IsCount(leaf.Element);

    /// <summary>Values held, nulls not counted.</summary>
    public int Count { get; private set; }

    private bool IsBytes => _type is Type.BYTE_ARRAY or Type.FIXED_LEN_BYTE_ARRAY or Type.INT96;

    /// <summary>Bytes of every value; 0 where they vary or are bits.</summary>
    private int Width => _type switch
    {
        Type.INT32 or Type.FLOAT => 4,
        Type.INT64 or Type.DOUBLE => 8,
        Type.FIXED_LEN_BYTE_ARRAY or Type.INT96 => leaf.IsInt96 ? ParquetValues.Int96Length : leaf.Element.TypeLength ?? 0,
        _ => 0,
    };

    /// <summary>Whether a column's values can be decoded here from an encoding.</summary>
    public static bool Knows(Encoding encoding) => encoding is Encoding.PLAIN or Encoding.PLAIN_DICTIONARY or Encoding.RLE_DICTIONARY
        or Encoding.RLE or Encoding.DELTA_BINARY_PACKED or Encoding.DELTA_LENGTH_BYTE_ARRAY or Encoding.DELTA_BYTE_ARRAY or Encoding.BYTE_STREAM_SPLIT
        or Encoding.BIT_PACKED;

    /// <summary>Decodes a page's values.</summary>
    /// <param name="encoding">How they are encoded; not a dictionary's codes.</param>
    /// <param name="body">The bytes, which must stay as they are until the values have been used.</param>
    /// <param name="from">Where the values start in them.</param>
    /// <param name="end">Where they end.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="InvalidDataException">The bytes are not well-formed.</exception>
    public void Decode(Encoding encoding, byte[] body, int from, int end, int count)
    {
        (_bytes, Count) = (body, count);
        if (count == 0) return; // what writers leave of a page of nulls differs
        _isFrontCoded = encoding == Encoding.DELTA_BYTE_ARRAY;
        var source = body.AsSpan(from, end - from);
        switch (encoding)
        {
            case Encoding.PLAIN or Encoding.PLAIN_DICTIONARY:
                Plain(source, from);
                break;
            case Encoding.RLE when _type == Type.BOOLEAN:
                Booleans(source);
                break;
            case Encoding.DELTA_BINARY_PACKED when _type is Type.INT32 or Type.INT64:
                if (DeltaDecoder.Decode(source, count, ref _numbers, out _) != count) throw Bad();
                if (_type == Type.INT32) for (var i = 0; i < count; i++) _numbers[i] = unchecked((int)_numbers[i]);
                break;
            case Encoding.DELTA_LENGTH_BYTE_ARRAY when _type == Type.BYTE_ARRAY:
                DeltaLengths(source, from);
                break;
            case Encoding.DELTA_BYTE_ARRAY when IsBytes:
                DeltaBytes(source, from);
                break;
            case Encoding.BYTE_STREAM_SPLIT when Width > 0:
                Split(source);
                break;
            default:
                throw new NotSupportedException($"the encoding {encoding} of {_type} values");
        }
    }

    /// <summary>Forgets the values: a row group's codes must not reach into the dictionary of the one before.</summary>
    public void Clear() => Count = 0;

    /// <summary>Bytes of a value's text; 0 for numbers.</summary>
    public int Length(int value) => IsBytes ? _lengths[value] : 0;

    /// <summary>Adds values to a batch's column, one after the other, as what the schema says they mean. Text is not copied.</summary>
    public void AddTo(ValueColumn column, int first, int count)
    {
        if (_isPlainText) column.Share(_bytes);
        if (_isCount) column.AddIntegers(_numbers.AsSpan(first, count));
        else for (var value = first; value < first + count; value++) AddValue(column, value);
    }

    private void AddValue(ValueColumn column, int value)
    {
        switch (_type)
        {
            case Type.BYTE_ARRAY or Type.FIXED_LEN_BYTE_ARRAY or Type.INT96:
                var (start, length) = (_starts[value], _lengths[value]);
                var bytes = _isFrontCoded ? Unfold(value) : _bytes.AsSpan(start, length);
                if (_isPlainText && !_isFrontCoded) column.AddShared(Utf8Check.IsValid(bytes) ? ValueKind.Text : ValueKind.InvalidUtf8, start, length);
                else if (leaf.IsInt96) ParquetValues.AddInt96(column, bytes);
                else ParquetValues.AddBytes(column, bytes, leaf.Element);
                break;
            case Type.BOOLEAN:
                column.Add(ValueKind.Scalar, _numbers[value] != 0 ? "true"u8 : "false"u8);
                break;
            case Type.FLOAT:
                ParquetValues.AddReal(column, BitConverter.Int32BitsToSingle((int)_numbers[value]));
                break;
            case Type.DOUBLE:
                ParquetValues.AddReal(column, BitConverter.Int64BitsToDouble(_numbers[value]));
                break;
            default:
                ParquetValues.AddWhole(column, _numbers[value], leaf.Element);
                break;
        }
    }

    private static bool IsPlainText(ParquetLeaf leaf) => leaf.Element.Type == Type.BYTE_ARRAY
        && leaf.Element.LogicalType?.DECIMAL is null && leaf.Element.ConvertedType != ConvertedType.DECIMAL
        && leaf.Element.LogicalType?.UUID is null && leaf.Element.LogicalType?.FLOAT16 is null
        && leaf.Element.ConvertedType != ConvertedType.INTERVAL;

    private void Plain(ReadOnlySpan<byte> source, int offset)
    {
        switch (_type)
        {
            case Type.BYTE_ARRAY:
                if ((long)Count * 4 > source.Length) throw Bad();
                Reserve();
                var at = 0;
                for (var i = 0; i < Count; i++)
                {
                    if (source.Length - at < 4) throw Bad();
                    var length = BinaryPrimitives.ReadInt32LittleEndian(source[at..]);
                    if (length < 0 || length > source.Length - at - 4) throw Bad();
                    (_starts[i], _lengths[i]) = (offset + at + 4, length);
                    at += 4 + length;
                }

                break;
            case Type.FIXED_LEN_BYTE_ARRAY or Type.INT96:
                var width = Width;
                if (width <= 0 || (long)width * Count > source.Length) throw Bad();
                Reserve();
                for (var i = 0; i < Count; i++) (_starts[i], _lengths[i]) = (offset + (i * width), width);
                break;
            case Type.BOOLEAN:
                if ((Count + 7) / 8 > source.Length) throw Bad();
                ReserveNumbers();
                for (var i = 0; i < Count; i++) _numbers[i] = (source[i >> 3] >> (i & 7)) & 1;
                break;
            case Type.INT32 or Type.FLOAT:
                if ((long)Count * 4 > source.Length) throw Bad();
                ReserveNumbers();
                for (var i = 0; i < Count; i++) _numbers[i] = BinaryPrimitives.ReadInt32LittleEndian(source[(i * 4)..]);
                break;
            default:
                if ((long)Count * 8 > source.Length) throw Bad();
                ReserveNumbers();
                for (var i = 0; i < Count; i++) _numbers[i] = BinaryPrimitives.ReadInt64LittleEndian(source[(i * 8)..]);
                break;
        }
    }

    private void Booleans(ReadOnlySpan<byte> source)
    {
        if (source.Length < 4 || BinaryPrimitives.ReadInt32LittleEndian(source) is var length && (length < 0 || length > source.Length - 4)) throw Bad();
        HybridDecoder.Decode(source[4..], 1, Count, ref _starts);
        ReserveNumbers();
        for (var i = 0; i < Count; i++) _numbers[i] = _starts[i];
    }

    private void DeltaLengths(ReadOnlySpan<byte> source, int offset)
    {
        if (DeltaDecoder.Decode(source, Count, ref _numbers, out var at) != Count) throw Bad();
        Reserve();
        for (var i = 0; i < Count; i++)
        {
            if (_numbers[i] < 0 || _numbers[i] > source.Length - at) throw Bad();
            (_starts[i], _lengths[i]) = (offset + at, (int)_numbers[i]);
            at += _lengths[i];
        }
    }

    /// <summary>All first bytes, then all second bytes, and so on: put together, they are plain values.</summary>
    private void Split(ReadOnlySpan<byte> source)
    {
        var (width, stride) = (Width, source.Length / Width);
        if (stride < Count) throw Bad();
        if (_unfolded.Length < source.Length) _unfolded = new byte[source.Length];
        for (var stream = 0; stream < width; stream++)
        {
            var bytes = source.Slice(stream * stride, Count);
            for (var i = 0; i < bytes.Length; i++) _unfolded[(i * width) + stream] = bytes[i];
        }

        _bytes = _unfolded;
        Plain(_unfolded.AsSpan(0, width * Count), 0);
    }

    /// <summary>Each value shares the head of the one before.</summary>
    private void DeltaBytes(ReadOnlySpan<byte> source, int offset)
    {
        if (DeltaDecoder.Decode(source, Count, ref _numbers, out var at) != Count) throw Bad();
        if (DeltaDecoder.Decode(source[at..], Count, ref _more, out var used) != Count) throw Bad();
        at += used;
        Reserve();
        var before = 0;
        for (var i = 0; i < Count; i++)
        {
            var (prefix, suffix) = (_numbers[i], _more[i]);
            if (prefix < 0 || prefix > before || suffix < 0 || suffix > source.Length - at) throw Bad();
            before = (int)(prefix + suffix);
            if (_type != Type.BYTE_ARRAY && before != Width) throw Bad();
            (_starts[i], _lengths[i]) = (offset + at, before);
            at += (int)suffix;
        }

        // No value is longer than all that the page holds: sharing makes many of few bytes, but one after the other.
        if (_unfolded.Length < source.Length) _unfolded = new byte[source.Length];
    }

    /// <summary>A value that shares its head, which stands there from the value before: they must be asked for in their order.</summary>
    private ReadOnlySpan<byte> Unfold(int value)
    {
        var (prefix, suffix) = ((int)_numbers[value], (int)_more[value]);
        _bytes.AsSpan(_starts[value], suffix).CopyTo(_unfolded.AsSpan(prefix));
        return _unfolded.AsSpan(0, prefix + suffix);
    }

    private void Reserve()
    {
        if (_starts.Length >= Count) return;
        _starts = new int[Count];
        _lengths = new int[Count];
    }

    private void ReserveNumbers()
    {
        if (_numbers.Length < Count) _numbers = new long[Count];
    }

    private static InvalidDataException Bad() => new("a page holds other values than it says");
}
