using MixPolicy.Hashing;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>SHA-256 of the texts of a batch, those of one buffer side by side. Not thread-safe.</summary>
internal sealed class BatchDigests
{
    private readonly List<byte[]> _buffers = [];
    private Digest256[] _digests = [];
    private Digest256[] _found = [];
    private int[] _texts = [];
    private int[] _bufferOf = [];
    private int[] _starts = [];
    private int[] _lengths = [];

    /// <summary>The digests of some cells of a column, in their order; they live until the next call.</summary>
    public ReadOnlySpan<Digest256> Compute(ValueColumn texts, ReadOnlySpan<int> records)
    {
        Reserve(records.Length);
        _buffers.Clear();
        for (var i = 0; i < records.Length; i++) _bufferOf[i] = NumberOf(texts.Segment(records[i]).Array!);

        // Mostly one: a page, or the lines of a window. Texts that had to be unescaped or converted lie in a second.
        for (var buffer = 0; buffer < _buffers.Count; buffer++)
        {
            var count = 0;
            for (var i = 0; i < records.Length; i++)
            {
                if (_bufferOf[i] != buffer) continue;
                var segment = texts.Segment(records[i]);
                (_texts[count], _starts[count], _lengths[count]) = (i, segment.Offset, segment.Count);
                count++;
            }

            var found = _found.AsSpan(0, count);
            TextDigests.Compute(_buffers[buffer], _starts.AsSpan(0, count), _lengths.AsSpan(0, count), found);
            for (var i = 0; i < count; i++) _digests[_texts[i]] = found[i];
        }

        _buffers.Clear();
        return _digests.AsSpan(0, records.Length);
    }

    private int NumberOf(byte[] buffer)
    {
        for (var i = 0; i < _buffers.Count; i++)
        {
            if (ReferenceEquals(_buffers[i], buffer)) return i;
        }

        _buffers.Add(buffer);
        return _buffers.Count - 1;
    }

    private void Reserve(int count)
    {
        if (_digests.Length >= count) return;
        count = Math.Max(count, 1024);
        (_digests, _found) = (new Digest256[count], new Digest256[count]);
        (_texts, _bufferOf, _starts, _lengths) = (new int[count], new int[count], new int[count], new int[count]);
    }
}
