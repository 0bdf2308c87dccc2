using MixPolicy.Diagnostics;
using MixPolicy.Sources.Pages;
using Parquet;
using Parquet.Meta;

namespace MixPolicy.Sources;

/// <summary>
/// Reads a Parquet file row group by row group, only the mapped columns: page by page where the chunk's codec and encodings are known here,
/// else through Parquet.Net, with the same results. Not thread-safe.
/// </summary>
internal sealed class ParquetRecordReader : IRecordReader
{
    private const int BatchRows = 4096;
    private const long BatchBytes = 16 << 20;

    /// <summary>Rows that a row group may have with next to no bytes: runs of one value, or of nulls.</summary>
    private const long MostRunRows = 1 << 24;

    private readonly ParquetInput _input;
    private readonly ParquetReader _reader;
    private readonly ParquetLeaf?[] _leaves;
    private readonly ParquetColumn?[] _whole;
    private readonly PageColumn?[] _paged;
    private readonly bool[] _isPaged;
    private readonly bool _decodesPages;
    private int _end;
    private bool _isWhole;
    private ParquetLeaf? _at;
    private int _group;
    private long _row;
    private long _rows;

    /// <summary>Opens the file, to read some of its row groups, and finds the columns.</summary>
    /// <param name="file">What to read.</param>
    /// <param name="part">Which row groups.</param>
    /// <param name="paths">Dotted paths into a record.</param>
    /// <param name="decodesPages">False leaves every column to Parquet.Net: the second opinion that tests compare with.</param>
    /// <exception cref="SourceFileException">The file is not readable Parquet.</exception>
    public ParquetRecordReader(SourceFile file, FilePart part, IReadOnlyList<string> paths, bool decodesPages = true)
    {
        _decodesPages = decodesPages;
        using (var head = SourceStream.Open(file))
        {
            // Refuses what surely is of another kind, with its name.
        }

        ParquetInput? input = null;
        try
        {
            if (SourceStream.IsEmpty(file.FullPath))
            {
                throw new SourceFileException(Codes.FileUnreadable, "The file is empty; a Parquet file never is.", "Copy or download it again.");
            }

            input = new ParquetInput(file.FullPath);
            _reader = ParquetFooter.Open(input);
            var leaves = ParquetLeaf.All(_reader.Metadata!.Schema);
            _leaves = [.. paths.Select(p => Find(leaves, p))];
            _whole = [.. _leaves.Select(leaf => leaf is null ? null : new ParquetColumn(leaf))];
            _paged = [.. _leaves.Select(leaf => leaf is { IsScalar: true } ? new PageColumn(leaf, input.Handle) : null)];
            _isPaged = new bool[paths.Count];
            MissingColumns = [.. paths.Where((_, i) => _leaves[i] is null)];
            _input = input;
            Turn(part);
        }
        catch (Exception e)
        {
            input?.Dispose();
            throw Wrap(e);
        }
    }

    /// <summary>Compressed bytes of each row group, as the footer says.</summary>
    /// <exception cref="SourceFileException">The file is not readable Parquet.</exception>
    public static IReadOnlyList<long> GroupBytes(SourceFile file)
    {
        using var reader = new ParquetRecordReader(file, FilePart.Whole, []);
        return [.. reader._reader.Metadata!.RowGroups.Select(group => group.Columns.Sum(column => column.MetaData!.TotalCompressedSize))];
    }

    /// <summary>Row groups of the file.</summary>
    public int RowGroupCount => _reader.RowGroupCount;

    /// <summary>Rows of each row group, as the footer says.</summary>
    public IReadOnlyList<long> GroupRows => [.. _reader.Metadata!.RowGroups.Select(group => group.NumRows)];

    /// <inheritdoc/>
    public IReadOnlyList<string> MissingColumns { get; }

    /// <inheritdoc/>
    public long BytesRead { get; private set; }

    /// <summary>Turns to other row groups, from the first of their rows.</summary>
    public void Turn(FilePart part)
    {
        (_group, _end) = ((int)part.From - 1, (int)Math.Min(part.To, _reader.RowGroupCount));
        (_row, _rows) = (0, 0);
        _isWhole = part == FilePart.Whole;
    }

    /// <inheritdoc/>
    public bool Read(RecordBatch batch, CancellationToken cancellation)
    {
        batch.Clear();
        cancellation.ThrowIfCancellationRequested();
        while (_row == _rows)
        {
            if (_group + 1 >= _end)
            {
                if (_isWhole) BytesRead = _input.Length; // the footer, and columns that nobody asked for
                return false;
            }

            Load(++_group, cancellation);
        }

        batch.RowGroup = _group;
        try
        {
            Fill(batch);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Wrap(e, Where());
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var column in _paged) column?.Dispose();
        _input.Dispose();
    }

    private void Fill(RecordBatch batch)
    {
        var count = (int)Math.Min(BatchRows, _rows - _row);
        for (var i = 0; i < _leaves.Length; i++)
        {
            _at = _leaves[i];
            if (_at is not null) count = _isPaged[i] ? _paged[i]!.RowsWithin(count, BatchBytes) : _whole[i]!.RowsWithin(count, BatchBytes);
        }

        for (var i = 0; i < _leaves.Length; i++)
        {
            _at = _leaves[i];
            var column = batch.Columns[i];
            if (_isPaged[i]) _paged[i]!.MoveTo(column, count);
            else if (_whole[i] is { } whole) whole.AddTo(column, count);
            else for (var k = 0; k < count; k++) column.AddMissing();
        }

        batch.EndRecords(_row, count);
        _row += count;
    }

    private void Load(int group, CancellationToken cancellation)
    {
        _at = null;
        try
        {
            var reader = _reader.OpenRowGroupReader(group);
            (_row, _rows) = (0, reader.RowCount);
            if (!Array.Exists(_leaves, leaf => leaf is { IsScalar: true })) CheckRows(reader.RowGroup);
            for (var i = 0; i < _leaves.Length && _rows > 0; i++) // Parquet.Net stumbles over what has no pages
            {
                if (_leaves[i] is not { } leaf) continue;
                _at = leaf;
                var chunk = leaf.IsScalar ? Chunk(reader.RowGroup, leaf) : null;
                _isPaged[i] = _decodesPages && chunk is not null && PageColumn.Knows(chunk);
                _input.Renew();
                if (_isPaged[i])
                {
                    _paged[i]!.Open(chunk!, _rows);
                }
                else
                {
                    if (chunk is not null) _paged[i]!.Check(chunk);
                    _whole[i]!.Load(reader, cancellation);
                }
            }

            BytesRead += reader.RowGroup.Columns.Sum(c => c.MetaData!.TotalCompressedSize);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Wrap(e, Where());
        }
    }

    /// <summary>Where no mapped column is flat, nothing else tells rows that are not there.</summary>
    private static void CheckRows(RowGroup group)
    {
        if (group.NumRows > Math.Max(MostRunRows, group.Columns.Sum(c => c.MetaData!.TotalCompressedSize) * 65_536))
        {
            throw new InvalidDataException("a row group claims more rows than its bytes can hold");
        }
    }

    /// <summary>The row group, and the column that is being read in it.</summary>
    private string Where() => _at is null ? $" (row group {_group})" : $" (row group {_group}, column '{string.Join('.', _at.Parts)}')";

    private static ColumnMetaData? Chunk(RowGroup group, ParquetLeaf leaf) =>
        group.Columns.Find(c => c.MetaData!.PathInSchema.SequenceEqual(leaf.Parts))?.MetaData;

    private static ParquetLeaf? Find(IReadOnlyList<ParquetLeaf> leaves, string path) =>
        leaves.Where(l => string.Join('.', l.Parts) == path).MaxBy(l => l.Parts.Count);

    private static SourceFileException Wrap(Exception fault, string where = "") => fault switch
    {
        SourceFileException known => known,
        UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException => FileKinds.Unreadable(fault),
        NotSupportedException or NotImplementedException => new SourceFileException(
            Codes.FileUnreadable, $"The Parquet file uses something that is not read here{where}: {fault.Message}", "Rewrite it, for instance with DuckDB: COPY (FROM 'FILE') TO 'NEW' (FORMAT parquet)", fault),
        OutOfMemoryException => new SourceFileException(
            Codes.FileUnreadable, $"The Parquet file claims sizes that do not fit memory{where}: it is corrupt, or its row groups are too large.", inner: fault),
        _ => new SourceFileException(
            Codes.FileUnreadable, $"The Parquet file is corrupt or truncated{where}.", "Copy or download it again.", fault),
    };
}
