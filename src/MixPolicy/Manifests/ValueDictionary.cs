using System.IO.Hashing;

namespace MixPolicy.Manifests;

/// <summary>
/// The distinct values of a row group's column, in the order in which they first appear. What becomes of a column depends on its values
/// alone, never on the hash that finds them. Memory is reused from column to column. Not thread-safe.
/// </summary>
internal sealed class ValueDictionary
{
    private const int MaxBytes = 1 << 20;
    private const int MinRepetition = 4;

    private int[] _slots = [];
    private int[] _codes = [];
    private int[] _firsts = [];
    private int _slotBits;

    /// <summary>Distinct values; 0 when the last column does not repeat enough.</summary>
    public int Count { get; private set; }

    /// <summary>For each distinct value, the index of its first appearance.</summary>
    public ReadOnlySpan<int> Firsts => _firsts.AsSpan(0, Count);

    /// <summary>For each value that is not null, its place among the distinct ones; meaningful after <see cref="TryFill"/> alone.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>Gives every value a code, if each appears four times on average and the distinct ones take at most 1 MiB.</summary>
    public bool TryFill(ColumnBuffer values)
    {
        Count = 0;
        if (values.Column.Type is ManifestType.Fixed32 or ManifestType.Boolean) return false;
        var most = values.ValueCount / MinRepetition;
        if (most == 0) return false;
        Reserve(values.ValueCount, most);
        var filled = values.LabelCount > 0 ? FillLabels(values, most)
            : values.Column.Type == ManifestType.Text ? FillTexts(values, most)
            : FillNumbers(values, most);
        if (!filled) Count = 0;
        return filled;
    }

    private void Reserve(int values, int most)
    {
        _slotBits = 33 - int.LeadingZeroCount(most); // at most half full
        if (_codes.Length < values) _codes = new int[values];
        if (_firsts.Length < most) _firsts = new int[most];
        if (_slots.Length < 1 << _slotBits) _slots = new int[1 << _slotBits];
        else Array.Clear(_slots, 0, 1 << _slotBits);
    }

    /// <summary>Labels tell texts apart by themselves: nothing is hashed or compared.</summary>
    private bool FillLabels(ColumnBuffer values, int most)
    {
        var labels = values.Labels;
        if (_slots.Length < values.LabelCount) _slots = new int[values.LabelCount];
        else Array.Clear(_slots, 0, values.LabelCount);
        var bytes = 0L;
        for (var i = 0; i < labels.Length; i++)
        {
            var label = labels[i];
            if (_slots[label] == 0)
            {
                bytes += sizeof(int) + values.Value(i).Length;
                if (bytes > MaxBytes || !TryAdd(label, i, most)) return false;
            }

            _codes[i] = _slots[label] - 1;
        }

        return true;
    }

    private bool FillTexts(ColumnBuffer values, int most)
    {
        var bytes = 0L;
        var mask = (1 << _slotBits) - 1;
        ReadOnlySpan<byte> last = default;
        for (var i = 0; i < values.ValueCount; i++)
        {
            var value = values.Value(i);
            if (i > 0 && value.SequenceEqual(last))
            {
                _codes[i] = _codes[i - 1];
                continue;
            }

            last = value;
            var slot = (int)XxHash3.HashToUInt64(value) & mask;
            while (_slots[slot] != 0 && !values.Value(_firsts[_slots[slot] - 1]).SequenceEqual(value)) slot = (slot + 1) & mask;
            if (_slots[slot] == 0)
            {
                bytes += sizeof(int) + value.Length;
                if (bytes > MaxBytes || !TryAdd(slot, i, most)) return false;
            }

            _codes[i] = _slots[slot] - 1;
        }

        return true;
    }

    private bool FillNumbers(ColumnBuffer values, int most)
    {
        var numbers = values.Numbers;
        var mask = (1 << _slotBits) - 1;
        most = Math.Min(most, MaxBytes / (values.Column.Type == ManifestType.Int32 ? sizeof(int) : sizeof(long)));
        for (var i = 0; i < numbers.Length; i++)
        {
            if (i > 0 && numbers[i] == numbers[i - 1])
            {
                _codes[i] = _codes[i - 1];
                continue;
            }

            // Fibonacci hashing: the high bits of a product with 2^64 divided by the golden ratio.
            var slot = (int)(unchecked((ulong)numbers[i] * 0x9E3779B97F4A7C15) >> (64 - _slotBits));
            while (_slots[slot] != 0 && numbers[_firsts[_slots[slot] - 1]] != numbers[i]) slot = (slot + 1) & mask;
            if (_slots[slot] == 0 && !TryAdd(slot, i, most)) return false;
            _codes[i] = _slots[slot] - 1;
        }

        return true;
    }

    private bool TryAdd(int slot, int value, int most)
    {
        if (Count == most) return false;
        _firsts[Count++] = value;
        _slots[slot] = Count;
        return true;
    }
}
