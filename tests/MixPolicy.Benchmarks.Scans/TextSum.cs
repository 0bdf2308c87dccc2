using System.IO.Hashing;
using MixPolicy.Sources;

namespace MixPolicy.Benchmarks.Scans;

/// <summary>A fingerprint over texts in any order: the XOR of their XxHash128, and their bytes.</summary>
internal struct TextSum
{
    private UInt128 _hashes;
    private long _bytes;

    /// <exception cref="InvalidDataException">The cell holds no text: then the job is not the one that the peer does.</exception>
    public void Add(ValueColumn column, int record)
    {
        if (column.Kind(record) != ValueKind.Text) throw new InvalidDataException($"A text is {column.Kind(record)}.");
        var text = column.Utf8(record);
        _hashes ^= XxHash128.HashToUInt128(text);
        _bytes += text.Length;
    }

    public static void Print(IEnumerable<TextSum> parts)
    {
        var all = default(TextSum);
        foreach (var part in parts) (all._hashes, all._bytes) = (all._hashes ^ part._hashes, all._bytes + part._bytes);
        Console.Out.WriteLine(FormattableString.Invariant($"texts\t{all._hashes:x32}\t{all._bytes}"));
    }
}
