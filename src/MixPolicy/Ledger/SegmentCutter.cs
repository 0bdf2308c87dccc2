using MixPolicy.Diagnostics;
using MixPolicy.Sources;

namespace MixPolicy.Ledger;

/// <summary>Finds where one generation's leaves end and the next one's begin, and that each generation's are in order. Not thread-safe.</summary>
/// <param name="start">Byte at which the first leaf starts.</param>
internal sealed class SegmentCutter(long start)
{
    private readonly List<LedgerSegment> _segments = [];
    private byte[] _last = [];
    private int _length;
    private long _start = start;

    /// <summary>Adds the leaf that a reader is at.</summary>
    /// <exception cref="SourceFileException">It cannot follow the one before.</exception>
    public void Add(LedgerLeaf leaf, LedgerReader reader)
    {
        if (_length > 0 && LedgerLeaf.TryRead(_last.AsSpan(0, _length), out var last))
        {
            if (leaf.Generation > last.Generation)
            {
                var start = reader.Offset - reader.Framed.Length;
                _segments.Add(new LedgerSegment(_start, start));
                _start = start;
            }
            else if (leaf.Generation < last.Generation || last.CompareRecord(leaf) >= 0)
            {
                throw new SourceFileException(Codes.LedgerUnreadable, $"leaf {reader.Count - 1} is out of order: leaves go by generation, source, id and digest");
            }
        }

        if (_last.Length < leaf.Data.Length) _last = new byte[2 * leaf.Data.Length];
        leaf.Data.CopyTo(_last);
        _length = leaf.Data.Length;
    }

    /// <summary>All segments, in the file's order.</summary>
    /// <param name="end">Byte after the last leaf.</param>
    public List<LedgerSegment> End(long end)
    {
        if (_length > 0) _segments.Add(new LedgerSegment(_start, end));
        return _segments;
    }
}
