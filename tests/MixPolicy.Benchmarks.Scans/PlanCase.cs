using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Benchmarks.Scans;

/// <summary>
/// A planning problem as a large policy makes one: strata of sources, languages, domains and kinds; floors and caps on the share of each, counts of records,
/// ratios, by limits that a drawn mix keeps and that the targets mostly do not.
/// </summary>
internal static class PlanCase
{
    private static readonly Place Place = new("policy.yaml", 1, 1);

    /// <summary>Draws one.</summary>
    public static PlanProblem Draw(int seed, int strata, int rows, bool range)
    {
        var random = new Random(seed);
        var (mix, available) = (new double[strata], new long[strata]);
        var facets = Enumerable.Range(0, 4).Select(f => Enumerable.Range(0, strata).Select(_ => random.Next(4 + (4 * f))).ToArray()).ToArray();
        for (var s = 0; s < strata; s++)
        {
            available[s] = 1000 + (long)(1e9 * Math.Pow(random.NextDouble(), 6));
            mix[s] = available[s] * random.NextDouble();
        }

        var budget = (long)mix.Sum();
        var total = available.Sum();
        var limits = new List<Constraint>();
        while (limits.Count < rows - 1)
        {
            var number = limits.Count;
            var facet = facets[number % 4];
            var value = random.Next(facet.Max() + 1);
            if (number % 17 == 5) Records($"rules.records{number}", s => facet[s] == value);
            else if (number % 17 == 11) Ratio($"rules.ratio{number}", s => facet[s] == value, s => facet[s] == 0);
            else Share($"rules.share{number}", s => facet[s] == value);
        }

        return new PlanProblem(
            [.. available.Select((a, s) => new Stratum($"s{s:0000}", 0, Origin.Human, new RecordClass("s", Origin.Human, 0, null, []), default, 1 + (a / 500), a, 1000))],
            "tokens", new Budget(range ? budget * 9 / 10 : budget, budget, Place),
            [.. available.Select(a => new Fraction((BigInteger)budget * a, total))],
            [.. available.Select(_ => Fraction.One)],
            [.. available.Select((_, s) => new StratumBound(s, Fraction.One, Codes.RepetitionFactor, "mix.max_repetition_factor", Place))],
            limits,
            [.. available.Select((_, s) => s % 10 == 3 ? new StratumFloor(s, new Fraction((int)(100 * mix[s] / available[s]), 100), Codes.HumanRecords, "rules.keep", Place) : null)]);

        void Share(string name, Func<int, bool> member)
        {
            var share = Enumerable.Range(0, strata).Where(member).Sum(s => mix[s]) / mix.Sum();
            var wanted = Enumerable.Range(0, strata).Where(member).Sum(s => (double)available[s]) / total;
            var atLeast = wanted < share;
            var limit = new Fraction((int)(atLeast ? share * 9_990 : Math.Min(10_000, (share * 10_010) + 1)), 10_000);
            limits.Add(new Constraint(
                Codes.HumanFraction, name, Place, name, "others", atLeast ? Sense.AtLeast : Sense.AtMost,
                [.. Enumerable.Range(0, strata).Select(s => (member(s) ? Fraction.One : Fraction.Zero) - limit)], null, Fraction.Zero, limit));
        }

        void Records(string name, Func<int, bool> member) => limits.Add(new Constraint(
            Codes.HumanRecords, name, Place, name, "others", Sense.AtLeast, null,
            [.. Enumerable.Range(0, strata).Select(s => member(s) ? Fraction.One : Fraction.Zero)],
            new Fraction((long)Enumerable.Range(0, strata).Where(member).Sum(s => 0.99 * (1 + (available[s] / 500)) * mix[s] / available[s]), 1)));

        void Ratio(string name, Func<int, bool> first, Func<int, bool> second)
        {
            var k = Enumerable.Range(0, strata).Where(first).Sum(s => mix[s]) / Enumerable.Range(0, strata).Where(second).Sum(s => mix[s]);
            var limit = new Fraction(1 + (int)(k * 1001), 1000);
            limits.Add(new Constraint(
                Codes.HumanFraction, name, Place, name, "others", Sense.AtMost,
                [.. Enumerable.Range(0, strata).Select(s => (first(s) ? Fraction.One : Fraction.Zero) - (second(s) ? limit : Fraction.Zero))],
                null, Fraction.Zero, Demand: "a ratio"));
        }
    }
}
