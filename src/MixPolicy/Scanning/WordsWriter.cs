using System.Buffers.Binary;
using System.IO.Hashing;
using MixPolicy.Hashing;

namespace MixPolicy.Scanning;

/// <summary>
/// Writes what is kept of the words of a unit's texts, record by record in the index's order: bytes that follow (32 bits), words of the text (32
/// bits), then the counted types by hash, each as hash (64 bits) and count (32 bits). Little-endian. Not thread-safe.
/// </summary>
internal sealed class WordsWriter(string path, ulong lastHash) : ITextGatherer
{
    /// <summary>Bytes of a record before its types.</summary>
    public const int HeadBytes = 2 * sizeof(int);

    /// <summary>Bytes of a type.</summary>
    public const int TypeBytes = sizeof(ulong) + sizeof(int);

    private const int FullBytes = 64 * 1024;
    private readonly FileStream _file = ScratchFiles.Create(path);
    private readonly XxHash128 _hash = new();
    private readonly WordCutter _cutter = new();
    private ulong[] _kept = [];
    private byte[] _bytes = new byte[2 * FullBytes];
    private int _filled;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> text, in Digest256 digest, Origin origin)
    {
        var words = _cutter.Cut(text);
        var kept = Sample(words);
        var room = HeadBytes + (kept.Length * TypeBytes);
        if (_filled + room > FullBytes) Flush();
        if (_bytes.Length < room) _bytes = new byte[room];
        var record = _bytes.AsSpan(_filled);
        var at = HeadBytes;
        for (var i = 0; i < kept.Length;)
        {
            var start = i;
            while (++i < kept.Length && kept[i] == kept[start]) continue;
            BinaryPrimitives.WriteUInt64LittleEndian(record[at..], kept[start]);
            BinaryPrimitives.WriteInt32LittleEndian(record[(at + sizeof(ulong))..], i - start);
            at += TypeBytes;
        }

        BinaryPrimitives.WriteInt32LittleEndian(record, at - sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(record[sizeof(int)..], words.Length);
        _filled += at;
    }

    /// <inheritdoc/>
    public string Complete()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>The hashes of the words whose types are counted, sorted.</summary>
    private ReadOnlySpan<ulong> Sample(ReadOnlySpan<ulong> words)
    {
        if (_kept.Length < words.Length) _kept = new ulong[words.Length + (words.Length / 2)];
        var (kept, count) = (_kept, 0);
        foreach (var word in words)
        {
            kept[count] = word;
            if (word <= lastHash) count++;
        }

        var sample = kept.AsSpan(0, count);
        sample.Sort();
        return sample;
    }

    private void Flush()
    {
        ScratchFiles.Write(_file, _bytes.AsSpan(0, _filled));
        _hash.Append(_bytes.AsSpan(0, _filled));
        _filled = 0;
    }
}
