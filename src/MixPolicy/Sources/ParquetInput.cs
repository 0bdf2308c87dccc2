using Microsoft.Win32.SafeHandles;

namespace MixPolicy.Sources;

/// <summary>
/// A Parquet file as Parquet.Net reads it: synchronous under its async calls, and bounded. Reading past the end throws (the library's
/// Thrift reader would spin there), and so does reading far more than the file holds (pages that point back at themselves). Not thread-safe.
/// </summary>
internal sealed class ParquetInput : Stream
{
    private readonly SafeFileHandle _file;
    private readonly byte[] _near = new byte[4096];
    private long _nearStart;
    private int _nearLength;
    private long _budget;

    /// <summary>Opens a file.</summary>
    public ParquetInput(string path)
    {
        _file = File.OpenHandle(path);
        Length = RandomAccess.GetLength(_file);
        Renew();
    }

    /// <summary>The open file, for readers that go to its bytes themselves.</summary>
    public SafeFileHandle Handle => _file;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <summary>Grants the next column as many bytes as the file has, twice over.</summary>
    public void Renew() => _budget = (2 * Length) + 4096;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        if (Position < 0 || Position >= Length) throw new EndOfStreamException();
        int read;
        if (buffer.Length >= _near.Length)
        {
            read = RandomAccess.Read(_file, buffer, Position);
        }
        else
        {
            if (Position < _nearStart || Position >= _nearStart + _nearLength)
            {
                _nearStart = Position;
                _nearLength = RandomAccess.Read(_file, _near, Position);
            }

            var near = _near.AsSpan(0, _nearLength)[(int)(Position - _nearStart)..];
            read = Math.Min(near.Length, buffer.Length);
            near[..read].CopyTo(buffer);
        }

        if (read == 0 || (_budget -= read) < 0) throw new EndOfStreamException();
        Position += read;
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int ReadByte()
    {
        var at = Position - _nearStart;
        if (at >= 0 && at < _nearLength && --_budget >= 0)
        {
            Position++;
            return _near[at];
        }

        Span<byte> one = stackalloc byte[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
        base.Dispose(disposing);
    }
}
