namespace MixPolicy.Output;

/// <summary>
/// The stream of a staged file. Reading and seeking are the file's own; a failing write is named as the output's, so that a caller
/// who reads sources and writes outputs at once can tell a full disk from a bad source. Not safe for several threads at once.
/// </summary>
internal sealed class StagedStream(Stream file, string name) : Stream
{
    /// <summary>True once disposed.</summary>
    public bool IsClosed { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => file.CanRead;

    /// <inheritdoc/>
    public override bool CanSeek => file.CanSeek;

    /// <inheritdoc/>
    public override bool CanWrite => file.CanWrite;

    /// <inheritdoc/>
    public override long Length => file.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => file.Position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            file.Write(buffer);
        }
        catch (Exception exception) when (OutputUnwritableException.IsCause(exception))
        {
            throw Unwritable(exception);
        }
    }

    /// <inheritdoc/>
    public override void WriteByte(byte value) => Write([value]);

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await file.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (OutputUnwritableException.IsCause(exception))
        {
            throw Unwritable(exception);
        }
    }

    /// <inheritdoc/>
    public override void Flush() => Guard(file.Flush);

    /// <inheritdoc/>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await file.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (OutputUnwritableException.IsCause(exception))
        {
            throw Unwritable(exception);
        }
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => Guard(() => file.SetLength(value));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => file.Read(buffer);

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        // Moving away may first have to write what is buffered.
        var position = 0L;
        Guard(() => position = file.Seek(offset, origin));
        return position;
    }

    /// <summary>Writes what is buffered and closes the file.</summary>
    /// <exception cref="OutputUnwritableException">The last bytes cannot be written; the file is closed all the same.</exception>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !IsClosed)
        {
            IsClosed = true;
            Guard(file.Dispose);
        }

        base.Dispose(disposing);
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (OutputUnwritableException.IsCause(exception))
        {
            throw Unwritable(exception);
        }
    }

    private OutputUnwritableException Unwritable(Exception cause) =>
        OutputUnwritableException.Because($"the output {name} cannot be written", cause, "the outputs that stood before are untouched");
}
