using System.Buffers.Binary;

namespace MixPolicy.Manifests;

/// <summary>
/// Writes a Parquet file of flat columns: the same bytes for the same values, on any machine. Holds one page besides the caller's
/// buffers. The stream is written front to back, never read or moved, and stays the caller's. Not thread-safe.
/// </summary>
internal sealed class FlatParquetWriter : IDisposable
{
    private readonly Stream _output;
    private readonly IReadOnlyList<ManifestColumn> _columns;
    private readonly ColumnChunkWriter _chunks = new();
    private readonly List<RowGroup> _groups = [];
    private long _position;
    private bool _finished;

    /// <summary>Begins a file.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="columns">At least one; names unique.</param>
    public FlatParquetWriter(Stream output, IReadOnlyList<ManifestColumn> columns)
    {
        if (columns.Count == 0 || columns.DistinctBy(column => column.Name, StringComparer.Ordinal).Count() != columns.Count)
        {
            throw new ArgumentException("A file needs columns, each of its own name.", nameof(columns));
        }

        _output = output;
        _columns = [.. columns];
        Write(Magic);
    }

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>Writes one row group.</summary>
    /// <param name="columns">One buffer a column, in the file's order, of equally many rows: at least one.</param>
    public void WriteRowGroup(IReadOnlyList<ColumnBuffer> columns)
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

        var start = _position;
        var chunks = new List<ColumnChunk>(columns.Count);
        foreach (var buffer in columns)
        {
            var chunk = _chunks.Write(_output, buffer);
            chunks.Add(chunk);
            _position += chunk.Bytes;
        }

        _groups.Add(new RowGroup(start, rows, chunks));
    }

    /// <summary>Writes the footer; the file is complete, also without any row group.</summary>
    /// <param name="metadata">Keys and values for readers, in the order in which they are to stand.</param>
    public void Finish(IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        ThrowIfFinished();
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

    /// <summary>Frees the compression context; without <see cref="Finish"/> before it, no reader takes the file.</summary>
    public void Dispose() => _chunks.Dispose();

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
