using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Planning.Conflicts;

/// <summary>
/// Numbers about a conflict, exactly: how far something can go while limits are held. A program over grouped strata, and one more column for what is
/// added or missed.
/// </summary>
internal sealed class RelaxedProgram
{
    private readonly StratumGroups _groups;
    private readonly BoxProgram _program;
    private readonly CancellationToken _cancellation;

    /// <summary>A program.</summary>
    /// <param name="system">The limits.</param>
    /// <param name="boxes">Between which amounts the strata lie.</param>
    /// <param name="rows">The rows that are held; one without sides only tells strata apart.</param>
    /// <param name="extra">The further column's coefficient in each row; null for no such column. It is at least 0.</param>
    /// <param name="cancellation">Ends the search.</param>
    public RelaxedProgram(
        LimitSystem system, StratumBox[] boxes, IReadOnlyList<SystemRow> rows, IReadOnlyList<BigInteger>? extra, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _groups = new StratumGroups(system.Strata, boxes, rows);
        _program = _groups.Program();
        IsPossible = Array.TrueForAll(boxes, b => b.Least <= b.Most);
        if (extra is null) return;
        var most = new BigInteger(PlanProblem.Ceiling) * PlanProblem.Ceiling;
        _program = _program with
        {
            Rows = [.. _program.Rows.Select((row, r) => (BigInteger[])[.. row, extra[r]])],
            Low = [.. _program.Low, Fraction.Zero],
            High = [.. _program.High, new Fraction(most, 1)],
        };
    }

    /// <summary>False where a floor lies above a cap.</summary>
    public bool IsPossible { get; }

    /// <summary>Whether anything meets the rows held.</summary>
    public bool HasPoint => Solve(null) is not null;

    /// <summary>The least that the further column can be; null when nothing of it suffices.</summary>
    public Fraction? LeastExtra()
    {
        var objective = new BigInteger[_program.Columns];
        objective[^1] = 1;
        return Solve(objective) is { } point ? point[^1] : null;
    }

    /// <summary>The most, or the least, that a row that the strata are told apart for can come to; null when nothing meets the rows held.</summary>
    public Fraction? Extreme(SystemRow row, bool most)
    {
        var coefficients = Coefficients(row);
        return Solve(most ? [.. coefficients.Select(c => -c)] : coefficients) is { } point ? Sum(coefficients, point) : null;
    }

    /// <summary>The most, or the least, that one row can be of another, which is above 0 wherever the rows held are met (Dinkelbach 1967).</summary>
    public Fraction? ExtremeRatio(SystemRow part, SystemRow whole, bool most)
    {
        var (parts, wholes) = (Coefficients(part), Coefficients(whole));
        var point = Solve(null);
        while (point is not null)
        {
            var of = Sum(wholes, point);
            if (of == Fraction.Zero) return null;
            var ratio = Sum(parts, point) * new Fraction(of.Denominator, of.Numerator);
            var gain = parts.Zip(wholes, (p, w) => ((p * ratio.Denominator) - (w * ratio.Numerator)) * (most ? 1 : -1)).ToArray();
            point = Solve([.. gain.Select(g => -g)]);
            if (Sum(gain, point!) <= Fraction.Zero) return ratio;
        }

        return null;
    }

    private Fraction[]? Solve(BigInteger[]? objective) =>
        IsPossible ? ExactSimplex.Solve(_program, objective, null, _cancellation).Point : null;

    private BigInteger[] Coefficients(SystemRow row)
    {
        var coefficients = _groups.Coefficients(row);
        return coefficients.Length == _program.Columns ? coefficients : [.. coefficients, BigInteger.Zero];
    }

    private static Fraction Sum(BigInteger[] coefficients, Fraction[] point)
    {
        var sum = Fraction.Zero;
        for (var c = 0; c < coefficients.Length; c++)
        {
            if (!coefficients[c].IsZero) sum += new Fraction(coefficients[c], 1) * point[c];
        }

        return sum;
    }
}
