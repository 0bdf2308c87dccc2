using MixPolicy.Policies;

namespace MixPolicy.Tests.Planning;

/// <summary>Gauss and Jordan in fractions.</summary>
internal static class Elimination
{
    /// <summary>The solution of a square system, the right side in the last column; null when there is not just one.</summary>
    public static Fraction[]? Solve(Fraction[,] matrix)
    {
        var n = matrix.GetLength(0);
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).FirstOrDefault(i => matrix[i, column] != Fraction.Zero, -1);
            if (pivot < 0) return null;
            for (var j = 0; j <= n; j++) (matrix[column, j], matrix[pivot, j]) = (matrix[pivot, j], matrix[column, j]);
            var inverse = new Fraction(matrix[column, column].Denominator, matrix[column, column].Numerator);
            for (var j = 0; j <= n; j++) matrix[column, j] *= inverse;
            for (var i = 0; i < n; i++)
            {
                if (i == column || matrix[i, column] == Fraction.Zero) continue;
                var factor = matrix[i, column];
                for (var j = column; j <= n; j++) matrix[i, j] -= factor * matrix[column, j];
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => matrix[i, n])];
    }
}
