using MixPolicy.Diagnostics;
using Parquet;

namespace MixPolicy.Sources;

/// <summary>Reads a Parquet file row group by row group, only the mapped columns. Not thread-safe.</summary>
internal sealed class ParquetRecordReader : IRecordReader
{
    private const int BatchRows = 4096;
    private const long BatchBytes = 16 << 20;
    private readonly ParquetInput _input;
    private readonly ParquetReader _reader;
    private readonly ParquetColumn?[] _columns;
    private int _group = -1;
    private long _row;
    private long _rows;

    /// <summary>Opens the file and finds the columns.</summary>
    /// <exception cref="SourceFileException">The file is not readable Parquet.</exception>
    public ParquetRecordReader(SourceFile file, IReadOnlyList<string> paths)
    {
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
            var found = paths.Select(p => Find(leaves, p)).ToArray();
            _columns = [.. found.Select(leaf => leaf is null ? null : new ParquetColumn(leaf))];
            MissingColumns = [.. paths.Where((_, i) => found[i] is null)];
            _input = input;
        }
        catch (Exception e)
        {
            input?.Dispose();
            throw Wrap(e);
        }
    }

    /// <summary>Mapped columns that the schema lacks.</summary>
    public IReadOnlyList<string> MissingColumns { get; }

    /// <inheritdoc/>
    public long BytesRead { get; private set; }

    /// <inheritdoc/>
    public bool Read(RecordBatch batch, CancellationToken cancellation)
    {
        batch.Clear();
        cancellation.ThrowIfCancellationRequested();
        while (_row == _rows)
        {
            if (_group + 1 >= _reader.RowGroupCount)
            {
                BytesRead = _input.Length;
                return false;
            }

            Load(++_group, cancellation);
        }

        batch.RowGroup = _group;
        var count = (int)Math.Min(BatchRows, _rows - _row);
        foreach (var column in _columns) count = column?.RowsWithin(count, BatchBytes) ?? count;
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = batch.Columns[i];
            if (_columns[i] is { } loaded) loaded.AddTo(column, count);
            else for (var k = 0; k < count; k++) column.AddMissing();
        }

        for (var k = 0; k < count; k++)
        {
            batch.Raw.Add(ValueKind.Missing, default);
            batch.EndRecord(_row++);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _input.Dispose();

    private void Load(int group, CancellationToken cancellation)
    {
        try
        {
            var reader = _reader.OpenRowGroupReader(group);
            (_row, _rows) = (0, reader.RowCount);
            foreach (var column in _columns)
            {
                _input.Renew();
                column?.Load(reader, cancellation);
            }

            BytesRead = Math.Min(_input.Length, BytesRead + reader.RowGroup.Columns.Sum(c => c.MetaData!.TotalCompressedSize));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Wrap(e, $" (row group {group})");
        }
    }

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
