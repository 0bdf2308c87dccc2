using System.Numerics;

namespace MixPolicy.Planning;

/// <summary>Sums of weight × coefficient × coefficient by pairs of rows, exactly: in 128 bits where that is enough for all that may come.</summary>
internal sealed class PairSums
{
    private const int SpareBits = 127 - 62 - 13; // weights of up to 62 bits, 8,192 strata

    private readonly Int128[,] _small;
    private readonly BigInteger[,] _large;
    private readonly int[] _bits;

    /// <summary>For rows of coefficients; null for a row of ones.</summary>
    public PairSums(IReadOnlyList<long[]?> rows)
    {
        _bits = [.. rows.Select(r => r is null ? 1 : Bits(r))];
        _small = new Int128[rows.Count, rows.Count];
        _large = new BigInteger[rows.Count, rows.Count];
    }

    /// <summary>The sum of a pair, the larger number first.</summary>
    public BigInteger this[int i, int j] => _large[i, j] + _small[i, j];

    /// <summary>Adds a stratum: the rows that count it, ascending, and their coefficients.</summary>
    public void Add(ReadOnlySpan<int> rows, ReadOnlySpan<long> coefficients, long weight)
    {
        for (var a = 0; a < rows.Length; a++)
        {
            var i = rows[a];
            var weighted = (Int128)weight * coefficients[a];
            for (var b = 0; b <= a; b++)
            {
                var j = rows[b];
                if (_bits[i] + _bits[j] <= SpareBits) _small[i, j] += weighted * coefficients[b];
                else _large[i, j] += (BigInteger)weighted * coefficients[b];
            }
        }
    }

    private static int Bits(long[] row) => 64 - BitOperations.LeadingZeroCount((ulong)row.Select(Math.Abs).DefaultIfEmpty().Max());
}
