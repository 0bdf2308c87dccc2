using ZstdSharp;

namespace MixPolicy.Sources.Zstd;

/// <summary>Decompresses whole zstd frames into buffers, with a context that is made once. One worker an instance.</summary>
/// <param name="native">Whether by the system's library, which must be there.</param>
internal sealed class ZstdPages(bool native) : IDisposable
{
    private nint _context;
    private Decompressor? _managed;

    /// <summary>By the fastest there is.</summary>
    public ZstdPages()
        : this(NativeZstd.IsPresent)
    {
    }

    /// <summary>Decompresses; the bytes written.</summary>
    /// <exception cref="InvalidDataException">The frames are corrupt, cut short, or hold more than there is room for.</exception>
    public int Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (native)
        {
            if (_context == 0) _context = NativeZstd.Create();
            return NativeZstd.Decompress(_context, source, target);
        }

        try
        {
            return (_managed ??= new Decompressor()).Unwrap(source, target);
        }
        catch (ZstdException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _managed?.Dispose();
        if (_context != 0) NativeZstd.Free(_context);
        _context = 0;
    }
}
