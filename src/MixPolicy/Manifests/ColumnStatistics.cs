using System.Buffers.Binary;

namespace MixPolicy.Manifests;

/// <summary>
/// What lets a reader skip a column chunk: exact bounds in the type's own order (bytes compare unsigned), PLAIN without length.
/// </summary>
/// <param name="Nulls">Rows without a value.</param>
/// <param name="Min">The smallest value; null when there is none, or none worth its bytes.</param>
/// <param name="Max">The largest value; there when <paramref name="Min"/> is.</param>
internal sealed record ColumnStatistics(long Nulls, byte[]? Min, byte[]? Max)
{
    // A bound that is cut would be a bound still, but not every reader knows that it is not a value.
    private const int MaxTextBytes = 64;

    /// <summary>The statistics of a row group's values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="sample">Indexes of values among which every distinct one is found; empty for all.</param>
    public static ColumnStatistics Of(ColumnBuffer values, ReadOnlySpan<int> sample)
    {
        var nulls = values.Count - values.ValueCount;
        return values.ValueCount == 0 || values.Column.Type == ManifestType.Fixed32 ? new(nulls, null, null)
            : values.Column.Type == ManifestType.Text ? OfText(nulls, values, sample)
            : OfNumbers(nulls, values);
    }

    private static ColumnStatistics OfText(int nulls, ColumnBuffer values, ReadOnlySpan<int> sample)
    {
        var (min, max) = (0, 0);
        var count = sample.IsEmpty ? values.ValueCount : sample.Length;
        for (var i = 0; i < count; i++)
        {
            var candidate = sample.IsEmpty ? i : sample[i];
            var text = values.Value(candidate);
            if (text.SequenceCompareTo(values.Value(min)) < 0) min = candidate;
            else if (text.SequenceCompareTo(values.Value(max)) > 0) max = candidate;
        }

        var (least, most) = (values.Value(min).ToArray(), values.Value(max).ToArray());
        return least.Length > MaxTextBytes || most.Length > MaxTextBytes ? new(nulls, null, null) : new(nulls, least, most);
    }

    private static ColumnStatistics OfNumbers(int nulls, ColumnBuffer values)
    {
        var (min, max) = (long.MaxValue, long.MinValue);
        foreach (var number in values.Numbers)
        {
            min = Math.Min(min, number);
            max = Math.Max(max, number);
        }

        return new(nulls, Plain(values.Column.Type, min), Plain(values.Column.Type, max));
    }

    private static byte[] Plain(ManifestType type, long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return type switch { ManifestType.Boolean => bytes[..1], ManifestType.Int32 => bytes[..4], _ => bytes };
    }
}
