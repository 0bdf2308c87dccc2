namespace MixPolicy.Benchmarks.Corpus;

/// <summary>Draws a Zipf-distributed rank in constant time (Walker's alias method, in Vose's form, in integers). Thread-safe once made.</summary>
internal sealed class AliasTable
{
    private readonly uint[] _stay;
    private readonly int[] _alias;

    /// <summary>Rank r (from 0) is drawn in proportion to 1 / (r + 3): Zipf's law with Mandelbrot's flattened head.</summary>
    public AliasTable(int ranks)
    {
        _stay = new uint[ranks];
        _alias = new int[ranks];
        var weights = new ulong[ranks];
        ulong total = 0;
        for (var rank = 0; rank < ranks; rank++)
            total += weights[rank] = (1UL << 28) / (ulong)(rank + 3);

        var small = new Stack<int>();
        var large = new Stack<int>();
        for (var rank = 0; rank < ranks; rank++)
        {
            // Scaled so that the average slot weighs `total`.
            weights[rank] *= (ulong)ranks;
            (weights[rank] < total ? small : large).Push(rank);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            var poor = small.Pop();
            var rich = large.Pop();
            _stay[poor] = (uint)(((UInt128)weights[poor] << 32) / total);
            _alias[poor] = rich;
            weights[rich] -= total - weights[poor];
            (weights[rich] < total ? small : large).Push(rich);
        }

        foreach (var full in small.Concat(large))
        {
            _stay[full] = uint.MaxValue;
            _alias[full] = full;
        }
    }

    public int Draw(ref SplitMix64 random)
    {
        var bits = random.Next();
        var slot = (int)(((bits >> 32) * (ulong)_stay.Length) >> 32);
        return (uint)bits < _stay[slot] ? slot : _alias[slot];
    }
}
