using MixPolicy.Diagnostics;
using MixPolicy.Hashing;

namespace MixPolicy.Sources.Lines;

/// <summary>
/// A window over a file's bytes that always holds whole lines, in the first half of a buffer whose second half is the reader's. It moves, and for a
/// long line grows, only when all its lines have been taken. Not thread-safe.
/// </summary>
internal sealed class LineWindow : IDisposable
{
    /// <summary>Bytes read at a time: with what is unescaped beside them they stay in the cache until they have been hashed.</summary>
    private const int Usual = 1 << 19;

    private readonly SourceStream _stream;
    private readonly int _usual;
    private readonly int _max;
    private int _half;
    private int _filled;
    private bool _ended;

    /// <summary>A window over the stream, which it owns.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="passMark">Whether a UTF-8 byte order mark at the start is passed over.</param>
    /// <param name="usual">Bytes of lines that it holds; more for a longer line.</param>
    /// <param name="max">Bytes of the longest line, its line feed included.</param>
    public LineWindow(SourceStream stream, bool passMark, int usual = Usual, int max = ByteWindow.MaxRecordBytes)
    {
        (_stream, _usual, _max, _half) = (stream, usual, max, usual);
        Bytes = NewBuffer(usual);
        while (_filled < 3 && Read(usual))
        {
        }

        if (passMark && Bytes.AsSpan(0, _filled).StartsWith("\uFEFF"u8)) Start = End = 3;
    }

    /// <summary>Bytes taken from the disk so far.</summary>
    public long BytesRead => _stream.BytesRead;

    /// <summary>The buffer. <see cref="JsonText.Padding"/> bytes more than the lines may be read, and than unescaped texts may be written.</summary>
    public byte[] Bytes { get; private set; }

    /// <summary>Where the next line starts; the reader moves it behind what it has taken.</summary>
    public int Start { get; set; }

    /// <summary>Behind the line feed of the last line.</summary>
    public int End { get; private set; }

    /// <summary>The half of the buffer that is the reader's: as long as the lines can be.</summary>
    public int Free => _half + JsonText.Padding;

    /// <summary>Whether all lines are known to be valid UTF-8.</summary>
    public bool IsUtf8 { get; private set; }

    /// <summary>Reads on when all lines have been taken; false at the end. A missing last line feed is added.</summary>
    /// <exception cref="SourceFileException">The file is faulty, or a line is too long.</exception>
    public bool Fill()
    {
        if (Start < End) return true;
        _filled -= Start;
        Bytes.AsSpan(Start, _filled).CopyTo(Bytes);
        (Start, End) = (0, 0);
        FindEnd(0);
        while (End == 0 || _filled < _usual)
        {
            if (_filled == _half)
            {
                Grow();
            }

            var seen = _filled;
            if (!Read(_filled < _usual ? _usual : _half))
            {
                if (End == _filled) break;
                Bytes[_filled++] = (byte)'\n';
                End = _filled;
                break;
            }

            FindEnd(seen);
        }

        IsUtf8 = Utf8Check.IsValid(Bytes.AsSpan(0, End));
        return End > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static byte[] NewBuffer(int half) => GC.AllocateUninitializedArray<byte>((2 * half) + (2 * JsonText.Padding));

    private bool Read(int upTo)
    {
        if (_ended) return false;
        var read = _stream.Read(Bytes.AsSpan(_filled, upTo - _filled));
        _filled += read;
        _ended = read == 0;
        return !_ended;
    }

    private void FindEnd(int from)
    {
        var last = Bytes.AsSpan(from, _filled - from).LastIndexOf((byte)'\n');
        if (last >= 0) End = from + last + 1;
    }

    private void Grow()
    {
        if (_half >= _max)
        {
            throw new SourceFileException(Codes.FileUnreadable, $"A record is longer than {_max} bytes.", "Split it, or leave it out.");
        }

        _half = (int)Math.Min(_max, 2L * _half);
        var larger = NewBuffer(_half);
        Bytes.AsSpan(0, _filled).CopyTo(larger);
        Bytes = larger;
    }
}
