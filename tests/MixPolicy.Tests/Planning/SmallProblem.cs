using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Planning;

/// <summary>Problems of two or three strata in small whole numbers, with floors, caps, shares and ratios; not all of them have a mix.</summary>
internal static class SmallProblem
{
    private static readonly Place Place = new("policy.yaml", 1, 1);

    /// <summary>Draws one.</summary>
    public static PlanProblem Draw(int seed)
    {
        var random = new Random(seed);
        var n = random.Next(2, 4);
        var available = Enumerable.Range(0, n).Select(_ => (long)random.Next(1, 60)).ToArray();
        var caps = available.Select(_ => new Fraction(random.Next(1, 5), 2)).ToArray();
        var floors = caps.Select(c => random.Next(3) == 0 ? new Fraction(random.Next(0, 3), 2) : Fraction.Zero).Select((f, s) => f > caps[s] ? caps[s] : f).ToArray();
        var budget = random.Next(10, 100);
        var range = random.Next(2) == 0;
        var parts = available.Select(_ => random.Next(0, 5)).ToArray();
        return new PlanProblem(
            [.. available.Select((a, s) => new Stratum($"s{s}", s, Origin.Human, new RecordClass($"s{s}", Origin.Human, 0, null, []), default, a, a, 1))],
            "tokens", new Budget(range ? budget / 2 : budget, budget, Place),
            [.. parts.Select(p => parts.Sum() == 0 ? Fraction.Zero : new Fraction(p * budget, parts.Sum()))],
            caps,
            [.. caps.Select((c, s) => new StratumBound(s, c, Codes.RepetitionFactor, "mix.max_repetition_factor", Place))],
            [.. Enumerable.Range(0, random.Next(1, 3)).Select(i => random.Next(3) == 0 ? Ratio($"r{i}") : Share($"r{i}"))],
            [.. floors.Select((f, s) => f == Fraction.Zero ? null : new StratumFloor(s, f, Codes.HumanRecords, "rules.keep", Place))]);

        Constraint Share(string name)
        {
            var limit = new Fraction(random.Next(0, 11), 10);
            var member = Enumerable.Range(0, n).Select(_ => random.Next(2) == 0).ToArray();
            return new Constraint(
                Codes.HumanFraction, name, Place, name, "others", random.Next(2) == 0 ? Sense.AtLeast : Sense.AtMost,
                [.. member.Select(m => (m ? Fraction.One : Fraction.Zero) - limit)], null, Fraction.Zero, limit);
        }

        Constraint Ratio(string name) => new(
            Codes.HumanFraction, name, Place, name, "others", Sense.AtMost,
            [.. Enumerable.Range(0, n).Select(_ => new Fraction(random.Next(-3, 4), random.Next(1, 4)))], null, new Fraction(random.Next(-20, 40), 3), Demand: "a ratio");
    }
}
