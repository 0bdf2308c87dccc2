using System.Buffers.Binary;

namespace MixPolicy.Scanning;

/// <summary>Reads what <see cref="WordsWriter"/> wrote, record by record in the index's order. Not thread-safe.</summary>
internal sealed class WordsReader(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
    private byte[] _block = new byte[256 * 1024];
    private WordCount[] _types = [];
    private int _at;
    private int _length;
    private int _count;

    /// <summary>Words of the record's text.</summary>
    public int Words { get; private set; }

    /// <summary>The record's counted types, by hash; they live until the next one.</summary>
    public ReadOnlySpan<WordCount> Types => _types.AsSpan(0, _count);

    /// <summary>Turns to the next record.</summary>
    /// <exception cref="EndOfStreamException">There is none.</exception>
    public void Next()
    {
        var bytes = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
        var record = Take(bytes);
        Words = BinaryPrimitives.ReadInt32LittleEndian(record);
        _count = (bytes - sizeof(int)) / WordsWriter.TypeBytes;
        if (_types.Length < _count) _types = new WordCount[2 * _count];
        for (var i = 0; i < _count; i++)
        {
            var type = record[(sizeof(int) + (i * WordsWriter.TypeBytes))..];
            _types[i] = new WordCount(BinaryPrimitives.ReadUInt64LittleEndian(type), BinaryPrimitives.ReadInt32LittleEndian(type[sizeof(ulong)..]));
        }
    }

    /// <summary>Passes over the next record.</summary>
    /// <exception cref="EndOfStreamException">There is none.</exception>
    public void Skip() => Take(BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int))));

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_length - _at < count)
        {
            var rest = _length - _at;
            var old = _block;
            if (_block.Length < count) _block = new byte[2 * count];
            old.AsSpan(_at, rest).CopyTo(_block);
            _length = rest + _file.ReadAtLeast(_block.AsSpan(rest), count - rest, throwOnEndOfStream: true);
            _at = 0;
        }

        _at += count;
        return _block.AsSpan(_at - count, count);
    }
}
