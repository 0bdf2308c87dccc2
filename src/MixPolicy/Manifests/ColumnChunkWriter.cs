using System.Buffers;
using System.Buffers.Binary;

namespace MixPolicy.Manifests;

/// <summary>
/// Encodes one column of one row group after the other: dictionary codes where values repeat, else packed differences for integers and
/// PLAIN for the rest (instants too: Parquet.Net refuses them packed), in pages of about 1 MiB at most before compression. Not thread-safe.
/// </summary>
internal sealed class ColumnChunkWriter : IDisposable
{
    private const int PageBytes = 1 << 20;
    private const int PageRows = PageBytes / sizeof(long);

    private readonly ArrayBufferWriter<byte> _page = new(PageBytes + (PageBytes / 16));
    private readonly ArrayBufferWriter<byte> _levels = new();
    private readonly ValueDictionary _dictionary = new();
    private readonly PageWriter _pages = new();

    /// <summary>Appends all pages of the column; the same bytes for the same values.</summary>
    public ColumnChunk Write(ArrayBufferWriter<byte> output, ColumnBuffer values)
    {
        var type = values.Column.Type;
        var coded = _dictionary.TryFill(values);
        var codec = type == ManifestType.Fixed32 ? ParquetCodec.Uncompressed : ParquetCodec.Zstd;
        var encoding = coded ? ParquetEncoding.RleDictionary
            : type is ManifestType.Int32 or ManifestType.Int64 ? ParquetEncoding.DeltaBinaryPacked
            : ParquetEncoding.Plain;
        _pages.Begin();
        if (coded) WriteDictionary(output, values, codec);
        var dataOffset = _pages.Bytes;
        for (int row = 0, value = 0; row < values.Count;)
        {
            var (rows, count) = NextPage(values, encoding, row, value);
            _pages.WriteData(output, Page(values, encoding, row, rows, value, count), rows, encoding, codec);
            row += rows;
            value += count;
        }

        var statistics = ColumnStatistics.Of(values, _dictionary.Firsts);
        return new ColumnChunk(values.Column, values.Count, encoding, codec, dataOffset, _pages.PlainBytes, _pages.Bytes, statistics);
    }

    /// <inheritdoc/>
    public void Dispose() => _pages.Dispose();

    /// <summary>How many rows, and values that are not null, the page takes that starts at a row and a value.</summary>
    private static (int Rows, int Values) NextPage(ColumnBuffer values, int encoding, int row, int value)
    {
        if (values.Column.Type == ManifestType.Text && encoding == ParquetEncoding.Plain) return NextTextPage(values, row, value);
        var most = values.Column.Type == ManifestType.Fixed32 ? PageBytes / ColumnBuffer.FixedBytes : PageRows;
        var rows = Math.Min(most, values.Count - row);
        return (rows, values.Column.Nullable ? values.Present.Slice(row, rows).Count((byte)1) : rows);
    }

    private static (int Rows, int Values) NextTextPage(ColumnBuffer values, int row, int value)
    {
        var present = values.Present;
        var most = Math.Min(PageRows, values.Count - row);
        var bytes = 0L;
        int rows = 0, count = 0;
        for (; rows < most; rows++)
        {
            if (!present.IsEmpty && present[row + rows] == 0) continue;
            bytes += sizeof(int) + values.Value(value + count).Length;
            if (bytes > PageBytes && rows > 0) break;
            count++;
        }

        return (rows, count);
    }

    /// <summary>The page before compression; it dies with the next one.</summary>
    private ReadOnlySpan<byte> Page(ColumnBuffer values, int encoding, int row, int rows, int value, int count)
    {
        // Digests that are never null stand in the buffer as they stand in the page.
        if (values.Column is { Type: ManifestType.Fixed32, Nullable: false })
        {
            return values.Bytes.Slice(value * ColumnBuffer.FixedBytes, count * ColumnBuffer.FixedBytes);
        }

        _page.ResetWrittenCount();
        if (values.Column.Nullable) WriteLevels(values.Present.Slice(row, rows));
        Encode(values, encoding, value, count);
        return _page.WrittenSpan;
    }

    private void WriteLevels(ReadOnlySpan<byte> present)
    {
        _levels.ResetWrittenCount();
        HybridEncoder.Write(_levels, present, 1);
        WritePrefixed(_levels.WrittenSpan);
    }

    private void WriteDictionary(ArrayBufferWriter<byte> output, ColumnBuffer values, int codec)
    {
        _page.ResetWrittenCount();
        foreach (var first in _dictionary.Firsts)
        {
            if (values.Column.Type == ManifestType.Text) WritePrefixed(values.Value(first));
            else if (values.Column.Type == ManifestType.Int32) WriteInt32((int)values.Numbers[first]);
            else WriteInt64(values.Numbers[first]);
        }

        _pages.WriteDictionary(output, _page.WrittenSpan, _dictionary.Count, codec);
    }

    private void Encode(ColumnBuffer values, int encoding, int value, int count)
    {
        if (encoding == ParquetEncoding.RleDictionary)
        {
            var width = Math.Max(1, 32 - int.LeadingZeroCount(_dictionary.Count - 1)); // not every reader takes indexes of 0 bits
            _page.Write([(byte)width]);
            HybridEncoder.Write(_page, _dictionary.Codes.Slice(value, count), width);
        }
        else if (encoding == ParquetEncoding.DeltaBinaryPacked)
        {
            DeltaEncoder.Write(_page, values.Numbers.Slice(value, count), values.Column.Type == ManifestType.Int32);
        }
        else if (values.Column.Type == ManifestType.Fixed32)
        {
            _page.Write(values.Bytes.Slice(value * ColumnBuffer.FixedBytes, count * ColumnBuffer.FixedBytes));
        }
        else if (values.Column.Type == ManifestType.Text)
        {
            for (var i = 0; i < count; i++) WritePrefixed(values.Value(value + i));
        }
        else if (values.Column.Type == ManifestType.Timestamp)
        {
            foreach (var number in values.Numbers.Slice(value, count)) WriteInt64(number);
        }
        else
        {
            WriteBooleans(values.Numbers.Slice(value, count));
        }
    }

    private void WriteBooleans(ReadOnlySpan<long> values)
    {
        var bytes = (values.Length + 7) / 8;
        var bits = new BitWriter(_page.GetSpan(bytes), 1);
        foreach (var value in values) bits.Add((ulong)value);
        bits.Finish();
        _page.Advance(bytes);
    }

    /// <summary>Bytes after their length.</summary>
    private void WritePrefixed(ReadOnlySpan<byte> value)
    {
        var span = _page.GetSpan(sizeof(int) + value.Length);
        BinaryPrimitives.WriteInt32LittleEndian(span, value.Length);
        value.CopyTo(span[sizeof(int)..]);
        _page.Advance(sizeof(int) + value.Length);
    }

    private void WriteInt32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_page.GetSpan(sizeof(int)), value);
        _page.Advance(sizeof(int));
    }

    private void WriteInt64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_page.GetSpan(sizeof(long)), value);
        _page.Advance(sizeof(long));
    }
}
