using System.Numerics;

namespace MixPolicy.Planning;

/// <summary>Whole numbers modulo the prime 2^61 - 1.</summary>
internal static class PrimeField
{
    /// <summary>2^61 - 1.</summary>
    public const ulong Prime = (1UL << 61) - 1;

    /// <summary>A whole number's residue, 0 to the prime less 1.</summary>
    public static ulong Residue(BigInteger value)
    {
        var residue = (long)(value % Prime);
        return residue < 0 ? (ulong)(residue + (long)Prime) : (ulong)residue;
    }

    /// <summary>The product of two residues.</summary>
    public static ulong Multiply(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        var sum = (low & Prime) + ((low >> 61) | (high << 3));
        return sum >= Prime ? sum - Prime : sum;
    }

    /// <summary>The difference of two residues.</summary>
    public static ulong Subtract(ulong a, ulong b) => a >= b ? a - b : a + Prime - b;

    /// <summary>The number that a residue other than 0 times gives 1.</summary>
    public static ulong Inverse(ulong value)
    {
        // Fermat: value to the prime less 2.
        var (result, power) = (1UL, value);
        for (var exponent = Prime - 2; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1) result = Multiply(result, power);
            power = Multiply(power, power);
        }

        return result;
    }

    /// <summary>The inverse of a square matrix, row by row; null when it has none.</summary>
    public static ulong[]? Invert(BigInteger[,] matrix)
    {
        var n = matrix.GetLength(0);
        var a = new ulong[n * n];
        var inverse = new ulong[n * n];
        for (var i = 0; i < n; i++)
        {
            inverse[(i * n) + i] = 1;
            for (var j = 0; j < n; j++) a[(i * n) + j] = Residue(matrix[i, j]);
        }

        for (var column = 0; column < n; column++)
        {
            var pivot = column;
            while (pivot < n && a[(pivot * n) + column] == 0) pivot++;
            if (pivot == n) return null;
            for (var j = 0; j < n && pivot != column; j++)
            {
                (a[(column * n) + j], a[(pivot * n) + j]) = (a[(pivot * n) + j], a[(column * n) + j]);
                (inverse[(column * n) + j], inverse[(pivot * n) + j]) = (inverse[(pivot * n) + j], inverse[(column * n) + j]);
            }

            var scale = Inverse(a[(column * n) + column]);
            for (var j = 0; j < n; j++)
            {
                a[(column * n) + j] = Multiply(a[(column * n) + j], scale);
                inverse[(column * n) + j] = Multiply(inverse[(column * n) + j], scale);
            }

            for (var i = 0; i < n; i++)
            {
                var factor = a[(i * n) + column];
                if (i == column || factor == 0) continue;
                for (var j = 0; j < n; j++)
                {
                    a[(i * n) + j] = Subtract(a[(i * n) + j], Multiply(factor, a[(column * n) + j]));
                    inverse[(i * n) + j] = Subtract(inverse[(i * n) + j], Multiply(factor, inverse[(column * n) + j]));
                }
            }
        }

        return inverse;
    }

    /// <summary>
    /// Which rows of a matrix of inner products are independent of those before them in an order, in that order: elimination leaves nothing of the others.
    /// </summary>
    public static List<int> Independent(BigInteger[,] products, IEnumerable<int> order)
    {
        var sequence = order.ToArray();
        var n = sequence.Length;
        var a = new ulong[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) a[i, j] = Residue(products[sequence[i], sequence[j]]);
        }

        var independent = new List<int>();
        for (var k = 0; k < n; k++)
        {
            if (a[k, k] == 0) continue;
            independent.Add(sequence[k]);
            var inverse = Inverse(a[k, k]);
            for (var i = k + 1; i < n; i++)
            {
                var factor = Multiply(a[i, k], inverse);
                if (factor == 0) continue;
                for (var j = k; j < n; j++) a[i, j] = Subtract(a[i, j], Multiply(factor, a[k, j]));
            }
        }

        return independent;
    }
}
