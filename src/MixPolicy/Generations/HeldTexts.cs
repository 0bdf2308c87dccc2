using MixPolicy.Hashing;
using MixPolicy.Scanning;

namespace MixPolicy.Generations;

/// <summary>Finds texts in a partition that is sorted by digest. Digests are evenly spread, so that the first guess is nearly right.</summary>
internal static class HeldTexts
{
    /// <summary>The place of the first text that has a digest or a larger one.</summary>
    public static int First<T>(ReadOnlySpan<T> sorted, in Digest256 digest)
        where T : unmanaged, IHeldText
    {
        var guess = (int)Math.BigMul(digest.Head << RadixPartitions<InheritedText>.Bits, (ulong)sorted.Length, out _);
        var (low, high) = (0, sorted.Length);
        if (guess < sorted.Length && sorted[guess].Digest.CompareTo(digest) < 0)
        {
            low = guess + 1;
            for (long step = 1; low + step < sorted.Length; step *= 2)
            {
                if (sorted[low + (int)step].Digest.CompareTo(digest) >= 0)
                {
                    high = low + (int)step;
                    break;
                }

                low += (int)step + 1;
            }
        }
        else
        {
            high = Math.Min(guess, sorted.Length);
            for (long step = 1; high - step >= 0; step *= 2)
            {
                if (sorted[high - (int)step].Digest.CompareTo(digest) < 0)
                {
                    low = high - (int)step + 1;
                    break;
                }

                high -= (int)step;
            }
        }

        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            if (sorted[middle].Digest.CompareTo(digest) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>How many texts from a place on have its digest.</summary>
    public static int Count<T>(ReadOnlySpan<T> sorted, int first, in Digest256 digest)
        where T : unmanaged, IHeldText
    {
        var end = first;
        while (end < sorted.Length && sorted[end].Digest.Equals(digest)) end++;
        return end - first;
    }
}
