using System.Numerics;
using CsCheck;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Tests.Planning;

public sealed class LiftedSolveTests
{
    private static readonly Gen<(int Seed, int Size, int Bits)> Systems = Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Int[1, 6], Gen.OneOf(Gen.Const(3), Gen.Const(40), Gen.Const(61), Gen.Const(62), Gen.Const(130), Gen.Const(400)));

    [Fact]
    public void Run_AnySystem_GivesWhatEliminationGives() => Systems.Sample(
        (seed, size, bits) =>
        {
            var (matrix, right) = Draw(seed, size, bits);
            var fractions = new Fraction[size, size + 1];
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < size; j++) fractions[i, j] = new Fraction(matrix[i, j], 1);
                fractions[i, size] = new Fraction(right[i], 1);
            }

            var expected = Elimination.Solve(fractions);
            if (LiftedSolve.Of(matrix) is not { } solve)
            {
                Assert.Null(expected);
                return;
            }

            var (numerators, denominator) = solve.Run(right);
            Assert.True(denominator.Sign > 0);
            Assert.Equal(expected, numerators.Select(x => new Fraction(x, denominator)));
        },
        iter: 500);

    [Fact]
    public void Run_LargeSystem_SolvesIt()
    {
        var (matrix, right) = Draw(7, 50, 100);
        var (numerators, denominator) = LiftedSolve.Of(matrix)!.Run(right);
        for (var i = 0; i < 50; i++)
        {
            var sum = Enumerable.Range(0, 50).Aggregate(BigInteger.Zero, (s, j) => s + (matrix[i, j] * numerators[j]));
            Assert.Equal(right[i] * denominator, sum);
        }
    }

    [Fact]
    public void Of_RowThatRepeatsAnother_IsRefused()
    {
        var (matrix, _) = Draw(1, 3, 10);
        for (var j = 0; j < 3; j++) matrix[2, j] = 3 * matrix[0, j];
        Assert.Null(LiftedSolve.Of(matrix));
    }

    [Fact]
    public void Independent_RowsInAnyOrder_KeepsTheFirstOfThoseThatSayTheSame()
    {
        // Inner products of (1, 0), (2, 0), (0, 1), (1, 1).
        BigInteger[,] products = { { 1, 2, 0, 1 }, { 2, 4, 0, 2 }, { 0, 0, 1, 1 }, { 1, 2, 1, 2 } };
        Assert.Equal([0, 2], PrimeField.Independent(products, [0, 1, 2, 3]));
        Assert.Equal([3, 1], PrimeField.Independent(products, [3, 1, 2, 0]));
    }

    private static (BigInteger[,] Matrix, BigInteger[] Right) Draw(int seed, int size, int bits)
    {
        var random = new Random(seed);
        var matrix = new BigInteger[size, size];
        for (var i = 0; i < size * size; i++) matrix[i / size, i % size] = random.Next(4) == 0 ? 0 : Number();
        return (matrix, [.. Enumerable.Range(0, size).Select(_ => Number())]);

        BigInteger Number()
        {
            var bytes = new byte[(bits / 8) + 1];
            random.NextBytes(bytes);
            return new BigInteger(bytes) >> (7 - (bits % 8));
        }
    }
}
