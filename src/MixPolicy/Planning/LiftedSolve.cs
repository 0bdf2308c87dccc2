using System.Numerics;

namespace MixPolicy.Planning;

/// <summary>
/// Solves a square system of whole numbers exactly, by digits of a prime (Dixon 1982): the inverse modulo p gives the solution digit by digit; from
/// enough digits the fractions are found again (Wang 1981), and they are put into the system to check. No number grows beyond what the answer needs.
/// </summary>
internal sealed class LiftedSolve
{
    private const int LimbBits = 56; // 2^56 × 2^61 × 1000 terms fit 127 bits

    private readonly BigInteger[,] _matrix;
    private readonly ulong[] _inverse;
    private readonly long[][] _limbs;
    private readonly int _n;

    private LiftedSolve(BigInteger[,] matrix, ulong[] inverse)
    {
        (_matrix, _inverse, _n) = (matrix, inverse, matrix.GetLength(0));
        _limbs = Limbs(matrix);
    }

    /// <summary>For a matrix; null when it has no inverse modulo the prime.</summary>
    public static LiftedSolve? Of(BigInteger[,] matrix) => PrimeField.Invert(matrix) is { } inverse ? new LiftedSolve(matrix, inverse) : null;

    /// <summary>The solution, as numerators over one denominator above 0.</summary>
    public (BigInteger[] Numerators, BigInteger Denominator) Run(BigInteger[] right)
    {
        var rest = (BigInteger[])right.Clone();
        var (digits, power) = (new List<ulong[]>(), BigInteger.One);
        for (var next = 4; ; next += Math.Max(4, next / 2))
        {
            while (digits.Count < next)
            {
                digits.Add(Digit(rest));
                power *= PrimeField.Prime;
            }

            if (Reconstruct(digits, power) is { } found && Holds(right, found.Numerators, found.Denominator)) return found;
        }
    }

    /// <summary>The next digit of each unknown; the rest is what the digits so far leave, divided by the prime.</summary>
    private ulong[] Digit(BigInteger[] rest)
    {
        var residues = Array.ConvertAll(rest, PrimeField.Residue);
        var digit = new ulong[_n];
        for (var i = 0; i < _n; i++)
        {
            UInt128 sum = 0;
            for (var j = 0; j < _n; j++) sum += PrimeField.Multiply(_inverse[(i * _n) + j], residues[j]);
            digit[i] = (ulong)(sum % PrimeField.Prime);
        }

        for (var i = 0; i < _n; i++)
        {
            for (var l = 0; l < _limbs.Length; l++)
            {
                Int128 sum = 0;
                for (var j = 0; j < _n; j++) sum += (Int128)_limbs[l][(i * _n) + j] * digit[j];
                rest[i] -= (BigInteger)sum << (l * LimbBits);
            }

            rest[i] /= PrimeField.Prime;
        }

        return digit;
    }

    private (BigInteger[] Numerators, BigInteger Denominator)? Reconstruct(List<ulong[]> digits, BigInteger power)
    {
        var numerators = new BigInteger[_n];
        var denominator = BigInteger.One;
        var bound = BigInteger.One << (((int)power.GetBitLength() - 2) / 2);
        for (var i = 0; i < _n; i++)
        {
            var value = BigInteger.Zero;
            for (var d = digits.Count - 1; d >= 0; d--) value = (value * PrimeField.Prime) + digits[d][i];
            value = Centred(value * denominator % power, power);
            if (BigInteger.Abs(value) > bound)
            {
                if (Fraction(value, power, bound) is not { } fraction) return null;
                for (var j = 0; j < i; j++) numerators[j] *= fraction.Denominator;
                denominator *= fraction.Denominator;
                value = fraction.Numerator;
            }

            numerators[i] = value;
        }

        return (numerators, denominator);
    }

    /// <summary>The fraction of small numbers that a residue stands for; null when there is none.</summary>
    private static (BigInteger Numerator, BigInteger Denominator)? Fraction(BigInteger residue, BigInteger modulus, BigInteger bound)
    {
        var (a, b) = (modulus, residue.Sign < 0 ? residue + modulus : residue);
        var (s, t) = (BigInteger.Zero, BigInteger.One);
        while (b > bound)
        {
            var quotient = BigInteger.DivRem(a, b, out var remainder);
            (a, b) = (b, remainder);
            (s, t) = (t, s - (quotient * t));
        }

        if (t.IsZero || BigInteger.Abs(t) > bound) return null;
        return t.Sign < 0 ? (-b, -t) : (b, t);
    }

    private bool Holds(BigInteger[] right, BigInteger[] numerators, BigInteger denominator)
    {
        for (var i = 0; i < _n; i++)
        {
            var sum = -right[i] * denominator;
            for (var j = 0; j < _n; j++)
            {
                if (!_matrix[i, j].IsZero) sum += _matrix[i, j] * numerators[j];
            }

            if (!sum.IsZero) return false;
        }

        return true;
    }

    private static BigInteger Centred(BigInteger value, BigInteger modulus)
    {
        if (value.Sign < 0) value += modulus;
        return value * 2 > modulus ? value - modulus : value;
    }

    private static long[][] Limbs(BigInteger[,] matrix)
    {
        var n = matrix.GetLength(0);
        var bits = 1L;
        foreach (var value in matrix) bits = Math.Max(bits, BigInteger.Abs(value).GetBitLength());
        var limbs = new long[(bits + LimbBits - 1) / LimbBits][];
        var mask = (BigInteger.One << LimbBits) - 1;
        for (var l = 0; l < limbs.Length; l++)
        {
            limbs[l] = new long[n * n];
            for (var i = 0; i < n * n; i++)
            {
                var value = matrix[i / n, i % n];
                if (!value.IsZero) limbs[l][i] = value.Sign * (long)((BigInteger.Abs(value) >> (l * LimbBits)) & mask);
            }
        }

        return limbs;
    }
}
