using ZstdSharp;

namespace MixPolicy.Sources.Zstd;

/// <summary>
/// Reads what a stream of zstd frames holds, through the system's library. Frames follow one another; an end inside one is an
/// <see cref="EndOfStreamException"/>, corrupt bytes are an <see cref="InvalidDataException"/>. The inner stream stays open. Not thread-safe.
/// </summary>
internal sealed class ZstdStream : ForwardStream
{
    private readonly Stream _inner;
    private readonly byte[] _bytes;
    private nint _context = NativeZstd.Create();
    private int _next;
    private int _end;
    private bool _ended;
    private bool _inFrame;

    private ZstdStream(Stream inner, int bufferBytes) => (_inner, _bytes) = (inner, new byte[bufferBytes]);

    /// <summary>Opens by the fastest there is.</summary>
    public static Stream Open(Stream inner, int bufferBytes) => Open(inner, bufferBytes, NativeZstd.IsPresent);

    /// <summary>Opens by the system's library, which must be there, or by the managed port.</summary>
    public static Stream Open(Stream inner, int bufferBytes, bool native) => native
        ? new ZstdStream(inner, bufferBytes)
        : new DecompressionStream(inner, bufferBytes, checkEndOfStream: true, leaveOpen: true);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        if (buffer.IsEmpty) return 0;
        while (true)
        {
            if (_next == _end && !_ended)
            {
                (_next, _end) = (0, _inner.Read(_bytes));
                _ended = _end == 0;
            }

            // Without bytes too: the library may hold some back that did not fit before.
            var complete = NativeZstd.DecompressNext(_context, _bytes.AsSpan(_next, _end - _next), buffer, out var read, out var written);
            _next += read;
            if (read > 0 || written > 0) _inFrame = !complete;
            if (written > 0) return written;
            if (!_ended) continue;
            return _inFrame ? throw new EndOfStreamException() : 0;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_context != 0) NativeZstd.Free(_context);
        _context = 0;
        base.Dispose(disposing);
    }
}
