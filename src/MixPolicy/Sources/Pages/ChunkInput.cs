using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace MixPolicy.Sources.Pages;

/// <summary>The bytes of one column chunk, front to back, through a window that grows to the largest page. Not thread-safe.</summary>
internal sealed class ChunkInput(SafeFileHandle file) : IDisposable
{
    private const int Block = 1 << 20;
    private byte[] _window = [];
    private long _next;
    private long _end;
    private int _start;
    private int _filled;

    /// <summary>The window; spans of it die with the next <see cref="Ensure"/>.</summary>
    public byte[] Window => _window;

    /// <summary>Where the unread bytes start in the window.</summary>
    public int Start => _start;

    /// <summary>Unread bytes in the window.</summary>
    public int Available => _filled - _start;

    /// <summary>Bytes of the chunk that have not been taken.</summary>
    public long Left => _end - _next + Available;

    /// <summary>Turns to a chunk.</summary>
    public void Open(long offset, long length) => (_next, _end, _start, _filled) = (offset, offset + length, 0, 0);

    /// <summary>Makes so many unread bytes stand in the window; false when the chunk has fewer.</summary>
    public bool Ensure(int bytes)
    {
        if (Available >= bytes) return true;
        if (Left < bytes) return false;
        var wanted = (int)Math.Min(Left, Math.Max(bytes, Block));
        var kept = Available;
        if (_window.Length < wanted)
        {
            var larger = ArrayPool<byte>.Shared.Rent(wanted);
            _window.AsSpan(_start, kept).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_window);
            _window = larger;
        }
        else
        {
            _window.AsSpan(_start, kept).CopyTo(_window);
        }

        (_start, _filled) = (0, kept);
        while (_filled < wanted)
        {
            var read = RandomAccess.Read(file, _window.AsSpan(_filled, wanted - _filled), _next);
            if (read == 0) throw new EndOfStreamException();
            _filled += read;
            _next += read;
        }

        return true;
    }

    /// <summary>Passes over bytes without reading those that are not in the window; false when the chunk has fewer.</summary>
    public bool Skip(int bytes)
    {
        if (Left < bytes) return false;
        var here = Math.Min(bytes, Available);
        _start += here;
        _next += bytes - here;
        return true;
    }

    /// <summary>Takes unread bytes.</summary>
    public void Take(int bytes) => _start += bytes;

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_window);
        _window = [];
    }
}
