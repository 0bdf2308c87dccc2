using System.Numerics;

namespace MixPolicy.Planning.Conflicts;

/// <summary>The inverse of a square matrix of whole numbers, as whole numbers over one positive denominator (fraction-free elimination; Bareiss 1968).</summary>
internal static class IntegerInverse
{
    /// <summary>The numerators and the denominator; null when the matrix has no inverse.</summary>
    public static (BigInteger[][] Numerators, BigInteger Denominator)? Of(BigInteger[][] matrix)
    {
        var n = matrix.Length;
        var work = matrix.Select((row, r) => row.Concat(Enumerable.Range(0, n).Select(c => r == c ? BigInteger.One : BigInteger.Zero)).ToArray()).ToArray();
        var last = BigInteger.One;
        for (var k = 0; k < n; k++)
        {
            var pivot = Array.FindIndex(work, k, row => !row[k].IsZero);
            if (pivot < 0) return null;
            (work[k], work[pivot]) = (work[pivot], work[k]);
            for (var r = 0; r < n; r++)
            {
                if (r != k) Eliminate(work[r], work[k], k, last);
            }

            last = work[k][k];
        }

        // By now the whole diagonal holds the last pivot, which is the determinant up to its sign.
        var denominator = BigInteger.Abs(last);
        var sign = last.Sign;
        return ([.. work.Select(row => row[n..].Select(v => sign * v).ToArray())], denominator);
    }

    private static void Eliminate(BigInteger[] row, BigInteger[] pivot, int k, BigInteger last)
    {
        var (by, of) = (pivot[k], row[k]);
        for (var c = 0; c < row.Length; c++) row[c] = ((row[c] * by) - (pivot[c] * of)) / last;
    }
}
