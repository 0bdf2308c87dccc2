using System.Text;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>Counts, for one file, the values that could not be read and so count as missing. Not thread-safe.</summary>
internal sealed class Tally
{
    private const int MaxExampleBytes = 80;

    private readonly SortedDictionary<string, UnreadableValues> _counts = new(StringComparer.Ordinal);

    /// <summary>By attribute, ordinal.</summary>
    public IReadOnlyCollection<UnreadableValues> Counts => _counts.Values;

    /// <summary>Counts one more; the first is kept as the example.</summary>
    public void Unreadable(string attribute, RecordBatch batch, int record, ReadOnlySpan<byte> found)
    {
        _counts[attribute] = _counts.TryGetValue(attribute, out var seen)
            ? seen with { Count = seen.Count + 1 }
            : new UnreadableValues(attribute, 1, batch.RowGroup, batch.Row(record), Example(found));
    }

    /// <summary>As much as fits, cut between characters.</summary>
    private static string Example(ReadOnlySpan<byte> found)
    {
        var end = Math.Min(MaxExampleBytes, found.Length);
        while (end < found.Length && end > 0 && (found[end] & 0xC0) == 0x80) end--;
        return Encoding.UTF8.GetString(found[..end]);
    }
}

/// <summary>Values of one attribute in one file that could not be read.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Count">How many.</param>
/// <param name="RowGroup">Row group of the first; -1 for line formats.</param>
/// <param name="Row">Row of the first in its row group, or its line less one.</param>
/// <param name="Example">What stood there, at most 80 bytes.</param>
internal sealed record UnreadableValues(string Attribute, long Count, int RowGroup, long Row, string Example);
