using MixPolicy.Diagnostics;

namespace MixPolicy.Sources;

/// <summary>A window over a file's bytes that slides and, for a long record, grows. Spans die with the next call. Not thread-safe.</summary>
internal sealed class ByteWindow : IDisposable
{
    /// <summary>The longest record of a line format, in bytes.</summary>
    public const int MaxRecordBytes = 1 << 28;

    private readonly SourceStream _stream;
    private readonly int _max;
    private byte[] _bytes;
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>A window over the stream, which it owns. A UTF-8 byte order mark at the start is passed over.</summary>
    public ByteWindow(SourceStream stream, int initial = 1 << 20, int max = MaxRecordBytes)
    {
        _stream = stream;
        _max = max;
        _bytes = GC.AllocateUninitializedArray<byte>(initial);
        while (Unread.Length < 3 && Grow())
        {
        }

        if (Unread.StartsWith("\uFEFF"u8)) _start = 3;
    }

    /// <summary>Bytes taken from the disk so far.</summary>
    public long BytesRead => _stream.BytesRead;

    /// <summary>What is in memory and not yet passed.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Passes over bytes at the front.</summary>
    public void Advance(int count) => _start += count;

    /// <summary>Reads on, keeping what is unread; false at the end of the file.</summary>
    /// <exception cref="SourceFileException">The file is faulty, or a record is longer than <see cref="MaxRecordBytes"/>.</exception>
    public bool Grow()
    {
        if (_ended) return false;
        if (_end == _bytes.Length) MakeRoom();
        var read = _stream.Read(_bytes.AsSpan(_end));
        _end += read;
        _ended = read == 0;
        return !_ended;
    }

    /// <summary>A line without one CR at its end.</summary>
    public static ReadOnlySpan<byte> WithoutReturn(ReadOnlySpan<byte> line) => line is [.., (byte)'\r'] ? line[..^1] : line;

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void MakeRoom()
    {
        var unread = _end - _start;
        if (unread <= _bytes.Length / 2)
        {
            _bytes.AsSpan(_start, unread).CopyTo(_bytes);
        }
        else
        {
            if (unread >= _max)
            {
                throw new SourceFileException(
                    Codes.FileUnreadable, $"A record is longer than {_max} bytes.", "Split it, or leave it out.");
            }

            var larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(_max, unread * 2L));
            _bytes.AsSpan(_start, unread).CopyTo(larger);
            _bytes = larger;
        }

        (_start, _end) = (0, unread);
    }
}
