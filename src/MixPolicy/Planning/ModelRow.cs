using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Planning;

/// <summary>
/// A row in whole numbers: <c>Least &lt;= sum of (coefficient + Common) × counted grains &lt;= Most</c>. Most coefficients are 0, which keeps the proof small.
/// </summary>
/// <param name="Coefficients">By stratum.</param>
/// <param name="Common">Added to each coefficient.</param>
/// <param name="Least">Lower side; null for none.</param>
/// <param name="Most">Upper side; null for none.</param>
/// <param name="CountsOnce">Whether an amount counts only as far as everyone is seen once.</param>
/// <param name="Limit">What it came from; null for the budget.</param>
/// <param name="Scale">How many times the limit's own row it is.</param>
internal sealed record ModelRow(
    long[] Coefficients, BigInteger Common, Fraction? Least, Fraction? Most, bool CountsOnce, Constraint? Limit, Fraction Scale)
{
    /// <summary>Coefficients have at most this many bits: finer ones are rounded to the side on which the row is harder to hold.</summary>
    private const int MaxBits = 50;

    /// <summary>And coefficients of records this many.</summary>
    private const int MaxRecordBits = 60;

    /// <summary>Whether both sides are one number.</summary>
    public bool IsEquality => Least is { } least && Most is { } most && least == most;

    /// <summary>The budget as a row.</summary>
    public static ModelRow OfBudget(BigInteger least, BigInteger most, int strata) =>
        new(new long[strata], 1, new Fraction(least, 1), new Fraction(most, 1), false, null, Fraction.One);

    /// <summary>A limit as a row.</summary>
    /// <param name="constraint">The limit.</param>
    /// <param name="problem">The problem that it belongs to.</param>
    /// <param name="bits">A unit is 2 to this power of grains.</param>
    /// <param name="budget">What all amounts add up to, where that is one number: then what is common to all coefficients goes into the bound.</param>
    public static ModelRow Of(Constraint constraint, PlanProblem problem, int bits, Fraction? budget) =>
        constraint.Records is { } records ? OfRecords(constraint, records, problem, bits) : OfAmounts(constraint, constraint.Amounts!, bits, budget);

    /// <summary>The row in doubles, scaled so that its bounds are of the order of 1.</summary>
    /// <param name="size">Grains of the budget.</param>
    public PlanRow ToDouble(double size)
    {
        var common = (double)Common;
        var coefficients = Coefficients.Select(c => (c + common) * size).ToArray();
        var largest = coefficients.Length == 0 ? 0 : coefficients.Max(Math.Abs);
        var unit = CountsOnce && Least is { Numerator.Sign: > 0 } least ? least.ToDouble() : largest > 0 ? largest : 1;
        for (var s = 0; s < coefficients.Length; s++) coefficients[s] /= unit;
        return new PlanRow(
            coefficients,
            Least is { } l ? l.ToDouble() / unit : double.NegativeInfinity,
            Most is { } m ? m.ToDouble() / unit : double.PositiveInfinity,
            Gives: Limit is not null, CountsOnce);
    }

    private static ModelRow OfAmounts(Constraint constraint, IReadOnlyList<Fraction> amounts, int bits, Fraction? budget)
    {
        var atLeast = constraint.Sense == Sense.AtLeast;
        var (kinds, numbers) = Kinds(amounts);
        var counts = new int[kinds.Count];
        foreach (var number in numbers) counts[number]++;
        // The commonest coefficient is taken out of all of them: what is left of a share is its members.
        var common = kinds.Count == 0 ? Fraction.Zero : Enumerable.Range(0, kinds.Count).OrderByDescending(k => counts[k]).ThenBy(k => kinds[k]).Select(k => kinds[k]).First();
        var values = kinds.Select(k => k - common).Append(budget is null ? common : Fraction.Zero).ToList();
        var scale = Whole(values);
        var scaled = kinds.Select(k => (long)Round((k - common) * scale, up: !atLeast)).ToArray();
        var bound = constraint.Bound;
        if (budget is { } total) (bound, common) = (bound - (common * total), Fraction.Zero);
        bound = bound * scale * new Fraction(BigInteger.One << bits, 1);
        return new ModelRow(
            [.. numbers.Select(k => scaled[k])], Round(common * scale, up: !atLeast),
            atLeast ? bound : null, atLeast ? null : bound, CountsOnce: false, constraint, scale);
    }

    /// <summary>The numbers that occur, and which of them each is. Strata that stand together mostly have the same.</summary>
    private static (List<Fraction> Kinds, int[] Numbers) Kinds(IReadOnlyList<Fraction> values)
    {
        var (kinds, numbers, known) = (new List<Fraction>(), new int[values.Count], new Dictionary<Fraction, int>());
        for (var s = 0; s < numbers.Length; s++)
        {
            var number = kinds.Count - 1;
            for (var looks = 0; number >= 0 && looks < 4 && kinds[number] != values[s]; looks++) number--;
            if (number < 0 || kinds[number] != values[s])
            {
                if (!known.TryGetValue(values[s], out number))
                {
                    known.Add(values[s], number = kinds.Count);
                    kinds.Add(values[s]);
                }
            }

            numbers[s] = number;
        }

        return (kinds, numbers);
    }

    /// <summary>
    /// Records are counted by amount: a part of a stratum holds that part of its records, rounded up by less than a quarter of a record in all, or more coarsely
    /// where a stratum has far more records than units.
    /// </summary>
    private static ModelRow OfRecords(Constraint constraint, IReadOnlyList<Fraction> records, PlanProblem problem, int bits)
    {
        var available = problem.Strata.Select((s, i) => records[i] == Fraction.Zero ? 0 : s.Available).Aggregate(BigInteger.Zero, (sum, a) => sum + a);
        var densest = problem.Strata.Select((s, i) => s.Available == 0 ? BigInteger.Zero : records[i].Ceiling() * s.Records / s.Available).Append(1).Max();
        var precision = Math.Min((int)available.GetBitLength() + 2, MaxRecordBits - (int)densest.GetBitLength());
        var coefficients = problem.Strata.Select((s, i) => s.Available == 0 || records[i] == Fraction.Zero
            ? 0
            : (long)Quotient((records[i].Numerator * s.Records) << precision, records[i].Denominator * s.Available)).ToArray();
        var divisor = BigInteger.Zero;
        foreach (var c in coefficients.TakeWhile(_ => !divisor.IsOne)) divisor = BigInteger.GreatestCommonDivisor(divisor, c);
        if (divisor.IsZero) divisor = 1;
        return new ModelRow(
            [.. coefficients.Select(c => (long)(c / divisor))], 0,
            constraint.Bound * new Fraction(BigInteger.One << (precision + bits), divisor), null, CountsOnce: true, constraint,
            new Fraction(BigInteger.One << precision, divisor));
    }

    /// <summary>What makes the values whole, small and without a divisor in common; less where they would grow too large.</summary>
    private static Fraction Whole(List<Fraction> values)
    {
        var denominator = Fraction.CommonDenominator(values);
        var numerators = values.Select(v => v.Numerator * (denominator / v.Denominator)).ToList();
        var divisor = numerators.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        if (divisor.IsZero) return Fraction.One;
        var excess = (int)(numerators.Max(n => BigInteger.Abs(n)) / divisor).GetBitLength() - MaxBits;
        return new Fraction(denominator, excess > 0 ? divisor << excess : divisor);
    }

    /// <summary>Rounded up, of numbers of at least 0.</summary>
    private static BigInteger Quotient(BigInteger numerator, BigInteger denominator) => (numerator + denominator - 1) / denominator;

    private static BigInteger Round(Fraction value, bool up) => up ? value.Ceiling() : value.Floor();
}
