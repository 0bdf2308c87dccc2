using System.Runtime.InteropServices;
using MixPolicy.Scanning;

namespace MixPolicy.Gauges;

/// <summary>Numbers the words of texts in the order first met. Not thread-safe; memory grows with the words of a bounded sample.</summary>
internal sealed class SampleWords
{
    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly WordCutter _cutter = new();

    /// <summary>Distinct words met so far.</summary>
    public int Vocabulary => _numbers.Count;

    /// <summary>The numbers of a text's words, from 0.</summary>
    /// <param name="text">Valid UTF-8.</param>
    public int[] Cut(ReadOnlySpan<byte> text)
    {
        var hashes = _cutter.Cut(text);
        var words = new int[hashes.Length];
        for (var i = 0; i < words.Length; i++)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, hashes[i], out var known);
            if (!known) number = _numbers.Count - 1;
            words[i] = number;
        }

        return words;
    }
}
