namespace MixPolicy.Lineage.Audit;

/// <summary>Compares files in bounded memory.</summary>
internal static class FileDifference
{
    private const int BlockBytes = 1 << 17;

    /// <summary>Offset of the first byte that differs, the end of the shorter one included; null when the files are the same.</summary>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static long? First(string left, string right, CancellationToken cancellation)
    {
        using var a = File.OpenRead(left);
        using var b = File.OpenRead(right);
        var (ofA, ofB) = (new byte[BlockBytes], new byte[BlockBytes]);
        for (long at = 0; ;)
        {
            cancellation.ThrowIfCancellationRequested();
            var (x, y) = (a.ReadAtLeast(ofA, BlockBytes, throwOnEndOfStream: false), b.ReadAtLeast(ofB, BlockBytes, throwOnEndOfStream: false));
            var same = ofA.AsSpan(0, x).CommonPrefixLength(ofB.AsSpan(0, y));
            at += same;
            if (same < x || same < y) return at;
            if (x < BlockBytes) return null;
        }
    }
}
