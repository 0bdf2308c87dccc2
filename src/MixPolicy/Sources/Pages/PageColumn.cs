using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics;
using Microsoft.Win32.SafeHandles;
using Parquet.Meta;

namespace MixPolicy.Sources.Pages;

/// <summary>
/// One flat column of a Parquet file, decoded page by page: bytes stay bytes, and only one page and a dictionary are in memory.
/// Not thread-safe.
/// </summary>
internal sealed class PageColumn : IDisposable
{
    private const int MaxPage = 1 << 30;

    /// <summary>Values of a page that may be nothing but runs, which take no bytes to speak of; more must have bytes to show for it.</summary>
    private const long MaxRuns = 1 << 23;

    private readonly ParquetLeaf _leaf;
    private readonly ChunkInput _input;
    private readonly PageCodec _codec = new();
    private readonly PageValues _values;
    private readonly PageValues _dictionary;
    private readonly ValueColumn _entries = new();
    private byte[] _body = [];
    private byte[] _dictionaryBody = [];
    private int[] _levels = [];
    private int[] _codes = [];
    private bool _hasCodes;
    private CompressionCodec _compression;
    private long _rowsLeft;
    private int _pageRows;
    private int _row;
    private int _value;

    /// <summary>For a leaf that does not repeat.</summary>
    public PageColumn(ParquetLeaf leaf, SafeFileHandle file)
    {
        _leaf = leaf;
        _input = new ChunkInput(file);
        _values = new PageValues(leaf);
        _dictionary = new PageValues(leaf);
    }

    /// <summary>Whether a chunk can be decoded here: its codec and all its encodings are known.</summary>
    public static bool Knows(ColumnMetaData chunk) => PageCodec.Knows(chunk.Codec) && chunk.Encodings.All(PageValues.Knows);

    /// <summary>Turns to the chunk of a row group.</summary>
    public void Open(ColumnMetaData chunk, long rows)
    {
        if (chunk.NumValues != rows) throw new InvalidDataException("a column has another number of values than rows");
        var offset = chunk.DictionaryPageOffset is > 0 and var dictionary ? Math.Min(dictionary, chunk.DataPageOffset) : chunk.DataPageOffset;
        _input.Open(offset, chunk.TotalCompressedSize);
        _dictionary.Clear();
        _entries.Clear();
        _entries.AddMissing();
        (_compression, _rowsLeft, _pageRows, _row, _value) = (chunk.Codec, rows, 0, 0, 0);
    }

    /// <summary>
    /// Walks the page headers of a chunk that Parquet.Net is to read: it takes whatever memory they claim. What is wrong with the bodies it finds
    /// out itself.
    /// </summary>
    /// <exception cref="InvalidDataException">A page claims more than it holds, or the pages do not have the chunk's values.</exception>
    public void Check(ColumnMetaData chunk)
    {
        Open(chunk, chunk.NumValues);
        while (_rowsLeft > 0)
        {
            var header = ReadHeader();
            if (header.UncompressedBytes > PageCodec.Harmless)
            {
                if (!_input.Ensure(header.CompressedBytes)) throw new InvalidDataException("a page is longer than its column");
                CheckSize(header, _input.Start);
            }

            if (!_input.Skip(header.CompressedBytes)) throw new InvalidDataException("a page is longer than its column");
            if (header.Kind is PageKind.DataV1 or PageKind.DataV2) _rowsLeft -= header.Values;
        }

        if (_rowsLeft < 0) throw new InvalidDataException("a column holds more values than rows");
    }

    /// <summary>How many of the next rows stand in one page and hold no more than some bytes of text; at least one.</summary>
    public int RowsWithin(int rows, long bytes)
    {
        if (_row == _pageRows) NextPage();
        rows = Math.Min(rows, _pageRows - _row);
        if (_hasCodes) return rows; // the dictionary is in memory already
        for (var (row, value) = (0, _value); row < rows; row++)
        {
            if (!IsPresent(_row + row)) continue;
            bytes -= _values.Length(value++);
            if (bytes < 0) return Math.Max(1, row);
        }

        return rows;
    }

    /// <summary>Makes the next rows, which <see cref="RowsWithin"/> has allowed, the cells of an empty column.</summary>
    public void MoveTo(ValueColumn column, int rows)
    {
        if (_hasCodes)
        {
            column.SetCodes(_entries, _codes, _row, rows);
            _row += rows;
            return;
        }

        for (var end = _row + rows; _row < end;)
        {
            var present = IsPresent(_row);
            var run = 1;
            while (_row + run < end && IsPresent(_row + run) == present) run++;
            if (present)
            {
                _values.AddTo(column, _value, run);
                _value += run;
            }
            else
            {
                for (var i = 0; i < run; i++) column.AddMissing();
            }

            _row += run;
        }
    }

    /// <summary>Gives the buffers back: cells that point into them die.</summary>
    public void Dispose()
    {
        _codec.Dispose();
        _input.Dispose();
        ArrayPool<byte>.Shared.Return(_body);
        ArrayPool<byte>.Shared.Return(_dictionaryBody);
        (_body, _dictionaryBody) = ([], []);
    }

    private bool IsPresent(int row) => _leaf.MaxDefinition == 0 || _levels[row] == _leaf.MaxDefinition;

    private void NextPage()
    {
        while (true)
        {
            var header = ReadHeader();
            var (start, length) = (_input.Start, header.CompressedBytes);
            if (!_input.Ensure(length)) throw new InvalidDataException("a page is longer than its column");
            start = _input.Start;
            if (header.Checksum is { } checksum && Crc32.HashToUInt32(_input.Window.AsSpan(start, length)) != checksum)
            {
                throw new InvalidDataException("a page's checksum does not match");
            }

            _input.Take(length);
            switch (header.Kind)
            {
                case PageKind.Dictionary:
                    Inflate(header, start, ref _dictionaryBody);
                    _dictionary.Decode(Encoding.PLAIN, _dictionaryBody, 0, header.UncompressedBytes, header.Values);
                    _entries.Clear();
                    _dictionary.AddTo(_entries, 0, header.Values);
                    _entries.AddMissing(); // the code of a null
                    break;
                case PageKind.Index:
                    break;
                default:
                    if (header.Values > _rowsLeft) throw new InvalidDataException("a column holds more values than rows");
                    _rowsLeft -= header.Values;
                    if (header.Kind == PageKind.DataV1) ReadV1(header, start);
                    else ReadV2(header, start);
                    (_pageRows, _row, _value) = (header.Values, 0, 0);
                    if (header.Values > 0) return;
                    break;
            }
        }
    }

    private PageHeader ReadHeader()
    {
        for (var wanted = 64; ; wanted *= 4)
        {
            var enough = (int)Math.Min(_input.Left, wanted);
            if (enough == 0 || !_input.Ensure(enough)) throw new InvalidDataException("a column ends before its rows do");
            if (PageHeaderReader.TryRead(_input.Window.AsSpan(_input.Start, _input.Available), out var header, out var length))
            {
                _input.Take(length);
                if (header.UncompressedBytes > MaxPage || header.Values > Math.Max(MaxRuns, header.UncompressedBytes * 64L))
                {
                    throw new InvalidDataException("a page claims a size that cannot be");
                }

                return header;
            }

            if (_input.Available >= _input.Left) throw new InvalidDataException("a page header is cut off");
            if (wanted > MaxPage / 4) throw new InvalidDataException("a page header is too long");
        }
    }

    /// <summary>Whether a page's body holds what its header claims. Levels of v2 stand before what is compressed.</summary>
    private void CheckSize(in PageHeader header, int start)
    {
        var plain = header.PlainBytes;
        if (plain > header.UncompressedBytes || plain > header.CompressedBytes) throw new InvalidDataException("a page's levels are longer than the page");
        PageCodec.Check(Codec(header), _input.Window, start + (int)plain, header.CompressedBytes - (int)plain, header.UncompressedBytes - (int)plain);
    }

    private CompressionCodec Codec(in PageHeader header) => header.IsCompressed ? _compression : CompressionCodec.UNCOMPRESSED;

    /// <summary>Decompresses a page; the levels of v2, which are not compressed, are copied.</summary>
    private void Inflate(in PageHeader header, int start, ref byte[] body)
    {
        CheckSize(header, start);
        if (body.Length < header.UncompressedBytes)
        {
            ArrayPool<byte>.Shared.Return(body);
            body = []; // not returned twice where there is no room for the larger one
            body = ArrayPool<byte>.Shared.Rent(header.UncompressedBytes);
        }

        var plain = (int)header.PlainBytes;
        _input.Window.AsSpan(start, plain).CopyTo(body);
        var target = body.AsSpan(plain, header.UncompressedBytes - plain);
        if (target.IsEmpty) return;
        _codec.Decompress(Codec(header), _input.Window, start + plain, header.CompressedBytes - plain, target);
    }

    private void ReadV1(in PageHeader header, int start)
    {
        Inflate(header, start, ref _body);
        var at = 0;
        var present = header.Values;
        if (_leaf.MaxDefinition > 0)
        {
            if (header.LevelEncoding != Encoding.RLE) throw new NotSupportedException($"levels encoded as {header.LevelEncoding}");
            if (header.UncompressedBytes < 4) throw new InvalidDataException("a page ends within its levels");
            var length = BinaryPrimitives.ReadInt32LittleEndian(_body);
            if (length < 0 || length > header.UncompressedBytes - 4) throw new InvalidDataException("a page ends within its levels");
            present = ReadLevels(_body.AsSpan(4, length), header.Values);
            at = 4 + length;
        }

        ReadValues(header, at, present);
    }

    private void ReadV2(in PageHeader header, int start)
    {
        Inflate(header, start, ref _body);
        var present = _leaf.MaxDefinition == 0
            ? header.Values
            : ReadLevels(_body.AsSpan(header.RepetitionBytes, header.DefinitionBytes), header.Values);
        ReadValues(header, (int)header.PlainBytes, present);
    }

    private int ReadLevels(ReadOnlySpan<byte> source, int values)
    {
        HybridDecoder.Decode(source, 32 - BitOperations.LeadingZeroCount((uint)_leaf.MaxDefinition), values, ref _levels);
        return _levels.AsSpan(0, values).Count(_leaf.MaxDefinition);
    }

    private void ReadValues(in PageHeader header, int at, int present)
    {
        _hasCodes = header.Encoding is Encoding.RLE_DICTIONARY or Encoding.PLAIN_DICTIONARY;
        if (!_hasCodes)
        {
            _values.Decode(header.Encoding, _body, at, header.UncompressedBytes, present);
            return;
        }

        var rows = header.Values;
        if (present > 0)
        {
            if (at >= header.UncompressedBytes) throw new InvalidDataException("a page ends before its codes");
            HybridDecoder.Decode(_body.AsSpan(at + 1, header.UncompressedBytes - at - 1), _body[at], present, ref _codes);
            if (Largest(_codes.AsSpan(0, present)) >= (uint)_dictionary.Count) throw new InvalidDataException("a code stands for nothing in the dictionary");
        }

        if (_codes.Length < rows) Array.Resize(ref _codes, rows);
        if (present < rows) SpreadCodes(rows, present);
    }

    /// <summary>Moves the codes, back to front, to the rows that they stand in; a null's code is that of the missing entry.</summary>
    private void SpreadCodes(int rows, int present)
    {
        for (var row = rows - 1; row >= 0; row--) _codes[row] = IsPresent(row) ? _codes[--present] : _dictionary.Count;
    }

    private static uint Largest(ReadOnlySpan<int> codes)
    {
        uint largest = 0;
        foreach (var code in codes) largest = Math.Max(largest, (uint)code);
        return largest;
    }
}
