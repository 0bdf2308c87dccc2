using System.Buffers.Binary;

namespace MixPolicy.Manifests;

/// <summary>
/// Writes a Parquet file of flat columns: the same bytes for the same values, on any machine and any number of threads. Holds one encoded
/// row group besides the caller's buffers. The stream is written front to back by the caller's thread alone, never read or moved, and stays
/// the caller's. Not thread-safe.
/// </summary>
internal sealed class FlatParquetWriter : IDisposable
{
    private readonly Stream _output;
    private readonly IReadOnlyList<ManifestColumn> _columns;
    private readonly RowGroupEncoder _encoder;
    private readonly List<RowGroup> _groups = [];
    private long _position;
    private int _rows;
    private bool _finished;

    /// <summary>Begins a file.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="columns">At least one; names unique.</param>
    /// <param name="threads">Threads that encode, the caller's counted; changes no byte.</param>
    public FlatParquetWriter(Stream output, IReadOnlyList<ManifestColumn> columns, int threads)
    {
        if (columns.Count == 0 || columns.DistinctBy(column => column.Name, StringComparer.Ordinal).Count() != columns.Count)
        {
            throw new ArgumentException("A file needs columns, each of its own name.", nameof(columns));
        }

        _output = output;
        _columns = [.. columns];
        _encoder = new RowGroupEncoder(columns.Count, threads);
        Write(Magic);
    }

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>Begins a row group, which is encoded while the caller goes on; one begun before is ended first.</summary>
    /// <param name="columns">One buffer a column, in the file's order, of equally many rows: at least one. They must stay as they are until the
    /// row group is ended.</param>
    public void BeginRowGroup(IReadOnlyList<ColumnBuffer> columns)
    {
        ThrowIfFinished();
        if (!columns.Select(buffer => buffer.Column).SequenceEqual(_columns))
        {
            throw new ArgumentException("A row group needs one buffer a column, in the file's order.", nameof(columns));
        }

        var rows = columns[0].Count;
        if (rows == 0 || columns.Any(buffer => buffer.Count != rows))
        {
            throw new ArgumentException("A row group needs the same number of rows in every column, and at least one.", nameof(columns));
        }

        EndRowGroup();
        _encoder.Begin(columns);
        _rows = rows;
    }

    /// <summary>Writes the row group that was begun, if one was: its buffers are the caller's again.</summary>
    public void EndRowGroup()
    {
        if (_rows == 0) return;
        var chunks = _encoder.End(_output);
        _groups.Add(new RowGroup(_position, _rows, chunks));
        _position += chunks.Sum(chunk => chunk.Bytes);
        _rows = 0;
    }

    /// <summary>Writes what was begun and the footer; the file is complete, also without any row group.</summary>
    /// <param name="metadata">Keys and values for readers, in the order in which they are to stand.</param>
    public void Finish(IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        ThrowIfFinished();
        EndRowGroup();
        _finished = true;
        var thrift = new ThriftCompactWriter();
        ParquetFooter.Write(thrift, _columns, _groups, metadata);
        Write(thrift.Written);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, thrift.Written.Length);
        Write(length);
        Write(Magic);
        _output.Flush();
    }

    /// <summary>Ends encoding and frees what it holds; without <see cref="Finish"/> before it, no reader takes the file.</summary>
    public void Dispose() => _encoder.Dispose();

    private void ThrowIfFinished()
    {
        if (_finished) throw new InvalidOperationException("The file has its footer.");
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _position += bytes.Length;
    }
}
