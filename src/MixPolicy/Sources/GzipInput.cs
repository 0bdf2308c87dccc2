using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace MixPolicy.Sources;

/// <summary>
/// Gzip members, one after another, each checked against its own trailer. The runtime's GZipStream ends quietly when the file is cut
/// short and drops what follows the last member; here both are errors (RFC 1952). Not thread-safe.
/// </summary>
internal sealed class GzipInput : ForwardStream
{
    private readonly Window _input;
    private readonly Crc32 _crc = new();
    private DeflateStream? _member;
    private uint _length;

    /// <summary>Reads the members of a file, which stays open.</summary>
    public GzipInput(Stream file) => _input = new Window(file);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (true)
        {
            if (_member is null && !Begin()) return 0;
            var read = _member!.Read(buffer);
            if (read > 0)
            {
                _crc.Append(buffer[..read]);
                _length = unchecked(_length + (uint)read);
                return read;
            }

            _member.Dispose();
            _member = null;
            _input.PassTrailer(_crc.GetCurrentHashAsUInt32(), _length);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _member?.Dispose();
        base.Dispose(disposing);
    }

    private bool Begin()
    {
        if (!_input.PassHeader()) return false;
        _crc.Reset();
        _length = 0;
        _member = new DeflateStream(_input, CompressionMode.Decompress, leaveOpen: true);
        return true;
    }

    /// <summary>
    /// Hands the file to the inflater in chunks and remembers the last two: the inflater does not say where in them its member ended, but
    /// the trailer (CRC and length, both known by then) tells.
    /// </summary>
    private sealed class Window(Stream file) : ForwardStream
    {
        private const int Chunk = 8192;
        private readonly byte[] _bytes = new byte[1 << 16];
        private int _previous;
        private int _last;
        private int _next;
        private int _end;

        public override int Read(Span<byte> buffer)
        {
            if (_next == _end) Fill(1);
            var length = Math.Min(Math.Min(buffer.Length, Chunk), _end - _next);
            if (length == 0) return 0;
            _bytes.AsSpan(_next, length).CopyTo(buffer);
            (_previous, _last) = (_last, _next);
            _next += length;
            return length;
        }

        /// <summary>Passes a member's header; false at the end of the file, where zeros may pad.</summary>
        public bool PassHeader()
        {
            if (!Fill(1)) return false;
            if (_bytes[_next] == 0)
            {
                do
                {
                    if (_bytes.AsSpan(_next, _end - _next).ContainsAnyExcept((byte)0)) throw new InvalidDataException();
                    Skip(_end - _next);
                }
                while (Fill(1));
                return false;
            }

            Need(10);
            var head = _bytes.AsSpan(_next, 10);
            if (head[0] != 0x1f || head[1] != 0x8b || head[2] != 8 || (head[3] & 0xe0) != 0) throw new InvalidDataException();
            var flags = head[3];
            Skip(10);
            if ((flags & 4) != 0)
            {
                Need(2);
                var extra = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(_next));
                Skip(2);
                for (; extra > 0; extra--) SkipByte();
            }

            if ((flags & 8) != 0) SkipText();
            if ((flags & 16) != 0) SkipText();
            if ((flags & 2) != 0)
            {
                SkipByte();
                SkipByte();
            }

            return true;
        }

        /// <summary>Finds and passes the trailer of the member that the inflater is done with.</summary>
        public void PassTrailer(uint crc, uint length)
        {
            Fill(16);
            Span<byte> trailer = stackalloc byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(trailer, crc);
            BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], length);
            var found = -1;
            for (var from = _previous; _bytes.AsSpan(from, _end - from).IndexOf(trailer) is var at and >= 0; from += at + 1)
            {
                // An empty member's trailer is zeros, after data that end in zeros: the place where the file goes on as it should wins.
                var after = from + at + 8;
                var goesOn = after == _end || (_bytes[after] == 0x1f && (after + 1 == _end || _bytes[after + 1] == 0x8b));
                if (goesOn || (found < 0 && _bytes[after] == 0)) found = after;
                if (goesOn) break;
            }

            if (found >= 0)
            {
                _previous = _last = _next = found;
                return;
            }

            // Nothing left to read means that the end is missing; otherwise the trailer is there and does not fit what came out.
            throw _end - _next < 8 && file.Read(_bytes, 0, 1) == 0 ? new EndOfStreamException() : new InvalidDataException();
        }

        private bool Fill(int wanted)
        {
            if (_end - _next >= wanted) return true;
            if (_bytes.Length - _end < Chunk)
            {
                _bytes.AsSpan(_previous, _end - _previous).CopyTo(_bytes);
                (_last, _next, _end, _previous) = (_last - _previous, _next - _previous, _end - _previous, 0);
            }

            while (_end - _next < wanted)
            {
                var read = file.Read(_bytes, _end, _bytes.Length - _end);
                if (read == 0) return false;
                _end += read;
            }

            return true;
        }

        private void Need(int wanted)
        {
            if (!Fill(wanted)) throw new EndOfStreamException();
        }

        private void Skip(int count) => _previous = _last = _next += count;

        private void SkipByte()
        {
            Need(1);
            Skip(1);
        }

        private void SkipText()
        {
            byte found;
            do
            {
                Need(1);
                found = _bytes[_next];
                Skip(1);
            }
            while (found != 0);
        }
    }
}
