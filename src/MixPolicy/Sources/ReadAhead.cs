using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MixPolicy.Sources;

/// <summary>
/// Reads another stream ahead on a thread of its own, a few chunks and no more, so that decompressing and parsing one file keep two cores busy. What
/// goes wrong there is thrown where the bytes would have come. Reading is not thread-safe; disposing ends the thread.
/// </summary>
internal sealed class ReadAhead : ForwardStream
{
    private const int Chunks = 4;
    private const int ChunkBytes = 1 << 18;
    private readonly Stream _inner;
    private readonly BlockingCollection<byte[]> _empty = [];
    private readonly BlockingCollection<(byte[] Bytes, int Length)> _full = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _reading;
    private ExceptionDispatchInfo? _fault;
    private byte[]? _bytes;
    private int _next;
    private int _end;

    /// <summary>Starts reading a stream, which it owns.</summary>
    public ReadAhead(Stream inner)
    {
        _inner = inner;
        for (var i = 0; i < Chunks; i++) _empty.Add(GC.AllocateUninitializedArray<byte>(ChunkBytes));
        _reading = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_next == _end && !Take()) return 0;
        var length = Math.Min(buffer.Length, _end - _next);
        _bytes.AsSpan(_next, length).CopyTo(buffer);
        _next += length;
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ending.IsCancellationRequested)
        {
            // The thread leaves after the chunk it is at, at the latest; only then may the stream go.
            _ending.Cancel();
            _reading.Wait();
            _inner.Dispose();
            _empty.Dispose();
            _full.Dispose();
            _ending.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Take()
    {
        if (_bytes is not null) _empty.Add(_bytes);
        _bytes = null;
        if (!_full.TryTake(out var chunk, Timeout.Infinite))
        {
            _fault?.Throw();
            return false;
        }

        (_bytes, _next, _end) = (chunk.Bytes, 0, chunk.Length);
        return true;
    }

    private void Run()
    {
        try
        {
            int length;
            do
            {
                // What is decompressed before a fault is still handed on.
                var bytes = _empty.Take(_ending.Token);
                length = 0;
                try
                {
                    int read;
                    while (length < bytes.Length && !_ending.IsCancellationRequested && (read = _inner.Read(bytes, length, bytes.Length - length)) > 0) length += read;
                }
                finally
                {
                    if (length > 0) _full.Add((bytes, length));
                }
            }
            while (length == ChunkBytes);
        }
        catch (OperationCanceledException)
        {
            // Nobody reads any more.
        }
        catch (Exception e)
        {
            _fault = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            _full.CompleteAdding();
        }
    }
}
