namespace MixPolicy.Scanning;

/// <summary>Reads strings from a unit's heap, front to back, a block at a time. Not thread-safe.</summary>
internal sealed class HeapReader(string path) : IDisposable
{
    private readonly FileStream _heap = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
    private byte[] _block = new byte[256 * 1024];
    private long _start;
    private int _length;

    /// <summary>The strings of a record; they die with the next call.</summary>
    public ReadOnlySpan<byte> Read(in IndexEntry entry)
    {
        if (entry.Heap < _start || entry.Heap + entry.HeapBytes > _start + _length)
        {
            if (_block.Length < entry.HeapBytes) _block = new byte[entry.HeapBytes];
            _start = entry.Heap;
            _heap.Position = _start;
            _length = _heap.ReadAtLeast(_block, entry.HeapBytes, throwOnEndOfStream: true);
        }

        return _block.AsSpan((int)(entry.Heap - _start), entry.HeapBytes);
    }

    /// <inheritdoc/>
    public void Dispose() => _heap.Dispose();
}
