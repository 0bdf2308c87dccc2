using System.Buffers.Binary;
using System.Security.Cryptography;
using MixPolicy.Diagnostics;
using MixPolicy.Sources;

namespace MixPolicy.Ledger;

/// <summary>Reads a ledger's leaves from front to back, in bounded memory. Never believes a length that the file does not hold. Not thread-safe.</summary>
internal sealed class LedgerReader : IDisposable
{
    private readonly Stream _file;
    private readonly IncrementalHash? _sha256;
    private byte[] _block = new byte[1 << 15];
    private int _start;
    private int _end;
    private int _leafAt;
    private int _leafLength;

    /// <summary>Opens a file at its first leaf.</summary>
    /// <param name="path">The ledger.</param>
    /// <param name="hashes">Whether the SHA-256 of the file is wanted.</param>
    /// <exception cref="SourceFileException">It is no ledger, or cannot be read.</exception>
    public LedgerReader(string path, bool hashes = false)
        : this(path, hashes, 0)
    {
        if (!Fill(LedgerFile.Head.Length) || !_block.AsSpan(0, LedgerFile.Head.Length).SequenceEqual(LedgerFile.Head)) throw Failed("it does not start as a ledger does");
        Pass(LedgerFile.Head.Length);
    }

    private LedgerReader(string path, bool hashes, long offset)
    {
        Offset = offset;
        if (hashes) _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            if (Directory.Exists(path)) throw Failed("it is a folder");
            _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan) { Position = offset };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Failed("it is not there");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && e is not SourceFileException)
        {
            throw Failed(e.Message);
        }
    }

    /// <summary>Where the next leaf starts in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>Leaves read.</summary>
    public long Count { get; private set; }

    /// <summary>The leaf at hand; it dies with the next call.</summary>
    public LedgerLeaf Leaf => LedgerLeaf.TryRead(_block.AsSpan(_leafAt, _leafLength), out var leaf) ? leaf : throw new InvalidOperationException("no leaf is at hand");

    /// <summary>The leaf at hand as the file holds it, its length in front.</summary>
    public ReadOnlySpan<byte> Framed => _block.AsSpan(_leafAt - sizeof(uint), _leafLength + sizeof(uint));

    /// <summary>Opens a file at a leaf.</summary>
    /// <param name="path">The ledger.</param>
    /// <param name="offset">An <see cref="Offset"/> that a reader of the same file has had.</param>
    public static LedgerReader At(string path, long offset) => new(path, false, offset);

    /// <summary>Turns to the next leaf; false at the end.</summary>
    /// <exception cref="SourceFileException">What comes next is no leaf.</exception>
    public bool Next()
    {
        if (!Fill(1)) return false;
        if (!Fill(sizeof(uint))) throw Failed($"leaf {Count} is cut off");
        var length = BinaryPrimitives.ReadUInt32BigEndian(_block.AsSpan(_start));
        if (length > LedgerLeaf.MostBytes) throw Failed($"leaf {Count} says that it has {length} bytes; at most {LedgerLeaf.MostBytes} are read");
        if (!Fill(sizeof(uint) + (int)length)) throw Failed($"leaf {Count} is cut off");
        (_leafAt, _leafLength) = (_start + sizeof(uint), (int)length);
        if (!LedgerLeaf.TryRead(_block.AsSpan(_leafAt, _leafLength), out var leaf) || leaf.Kind != LeafKind.Record) throw Failed($"leaf {Count} is not in the form of a record");
        Pass(sizeof(uint) + (int)length);
        Count++;
        return true;
    }

    /// <summary>SHA-256 of the file, lower-case hex; when <see cref="Next"/> has said that it ends.</summary>
    public string Sha256() => Convert.ToHexStringLower(_sha256!.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _sha256?.Dispose();
    }

    private void Pass(int bytes)
    {
        _sha256?.AppendData(_block, _start, bytes);
        _start += bytes;
        Offset += bytes;
    }

    /// <summary>Has so many bytes at hand; false when the file ends before.</summary>
    private bool Fill(int bytes)
    {
        if (_end - _start >= bytes) return true;
        _block.AsSpan(_start, _end - _start).CopyTo(_block);
        (_start, _end) = (0, _end - _start);
        if (_block.Length < bytes) Array.Resize(ref _block, bytes);
        try
        {
            while (_end < bytes)
            {
                var read = _file.Read(_block, _end, _block.Length - _end);
                if (read == 0) return false;
                _end += read;
            }
        }
        catch (IOException e)
        {
            throw Failed(e.Message);
        }

        return true;
    }

    private SourceFileException Failed(string fault) => new(Codes.LedgerUnreadable, $"{fault} (byte {Offset})");
}
