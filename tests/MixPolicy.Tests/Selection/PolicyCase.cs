using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Selection;

namespace MixPolicy.Tests.Selection;

/// <summary>A pool and a policy's limits, drawn so that some mix meets them all by a small margin.</summary>
internal sealed record PolicyCase(Pool Pool, PlanProblem Problem, MixPlan Plan)
{
    private static readonly Place Place = new("policy.yaml", 1, 1);

    /// <summary>
    /// Fresh, human, synthetic, kind and source limits, a count, a ratio, floors and caps, over up to six sources; null where the planner finds no mix.
    /// </summary>
    /// <param name="seed">Draws it.</param>
    /// <param name="margin">How far a random mix is inside each limit, in largest records.</param>
    /// <param name="maxStrata">Most strata, at least 3.</param>
    /// <param name="minRecords">Fewest records of a stratum; the most are 60 times as many.</param>
    public static PolicyCase? Draw(int seed, double margin = 3, int maxStrata = 12, int minRecords = 50)
    {
        var random = new Random(seed);
        var pool = new Pool([.. Enumerable.Range(0, random.Next(3, maxStrata + 1)).Select(_ => Documents(random, minRecords))]);
        var n = pool.Strata.Count;
        var group = Enumerable.Range(0, n).Select(s => s < 3 ? s : random.Next(4)).ToArray(); // fresh, old, rephrased, generated
        var source = Enumerable.Range(0, n).Select(_ => random.Next(1, 7)).ToArray();
        var factor = random.Next(3) == 0 ? 2 : 1;
        // How often each stratum is seen in a mix that is known, what may be and what must be.
        var kept = pool.Strata.Select(_ => random.Next(5) == 0).ToArray();
        var times = kept.Select(k => k ? factor == 1 ? 1 : 1 + (0.8 * random.NextDouble()) : factor * (0.2 + (0.7 * random.NextDouble()))).ToArray();
        var caps = times.Select(t => random.Next(3) == 0 ? new Fraction((int)Math.Ceiling(t * 120), 100) : new Fraction(factor, 1)).ToArray();
        var mix = pool.Strata.Select((s, i) => s.Available * times[i]).ToArray();
        var budget = (long)mix.Sum();
        var room = margin * pool.Largest;
        var range = random.Next(3) == 0;
        var limits = new List<Constraint>();
        Share("fresh_human", Sense.AtLeast, s => group[s] == 0);
        Share("human", Sense.AtLeast, s => group[s] <= 1);
        Share("synthetic", Sense.AtMost, s => group[s] > 1);
        Share("generated", Sense.AtMost, s => group[s] == 3);
        for (var i = 1; i < 7; i++)
        {
            var number = i;
            if (source.Contains(number)) Share($"source-{number}", Sense.AtMost, s => source[s] == number);
        }

        Ratio();
        var humans = Enumerable.Range(0, n).Where(s => group[s] <= 1).ToList();
        var records = humans.Sum(s => (long)(0.9 * pool.Strata[s].Records * Math.Min(1, mix[s] / Math.Max(1, pool.Strata[s].Available))));
        limits.Add(new Constraint(
            Codes.HumanRecords, "human.min_records", Place, "human records", "other records", Sense.AtLeast, null,
            [.. Enumerable.Range(0, n).Select(s => group[s] <= 1 ? Fraction.One : Fraction.Zero)], new Fraction(records, 1)));
        var total = pool.Strata.Sum(s => s.Available);
        var problem = new PlanProblem(
            pool.Strata, "tokens", new Budget(range ? budget * 9 / 10 : budget, budget, Place),
            [.. pool.Strata.Select(s => new Fraction((System.Numerics.BigInteger)budget * s.Available, total))],
            caps,
            [.. caps.Select((cap, s) => new StratumBound(s, cap, Codes.RepetitionFactor, "mix.max_repetition_factor", Place))],
            limits,
            [.. kept.Select((k, s) => k ? new StratumFloor(s, Fraction.One, Codes.HumanRecords, "rules.keep", Place) : null)]);
        var diagnostics = new DiagnosticBag();
        var plan = MixPlanner.Plan(problem, diagnostics, CancellationToken.None);
        return plan.IsMix ? new PolicyCase(pool, problem, plan) : null;

        void Share(string name, Sense sense, Func<int, bool> member)
        {
            var amount = Enumerable.Range(0, n).Where(member).Sum(s => mix[s]);
            var share = (sense == Sense.AtLeast ? amount - room : amount + room) / mix.Sum();
            var parts = sense == Sense.AtLeast ? Math.Floor(share * 10_000) : Math.Ceiling(share * 10_000);
            var limit = new Fraction((int)Math.Clamp(parts, 0, 10_000), 10_000);
            limits.Add(new Constraint(
                Codes.HumanFraction, name, Place, name, "others", sense,
                [.. Enumerable.Range(0, n).Select(s => (member(s) ? Fraction.One : Fraction.Zero) - limit)], null, Fraction.Zero, limit));
        }

        // At most so much generated for each unit of fresh text.
        void Ratio()
        {
            var (few, many) = (Enumerable.Range(0, n).Where(s => group[s] == 3).Sum(s => mix[s]), Enumerable.Range(0, n).Where(s => group[s] == 0).Sum(s => mix[s]));
            var limit = new Fraction((int)Math.Ceiling((few + room) / Math.Max(1, many - room) * 1000), 1000);
            limits.Add(new Constraint(
                Codes.HumanFraction, "best-of", Place, "generated", "fresh", Sense.AtMost,
                [.. Enumerable.Range(0, n).Select(s => group[s] == 3 ? Fraction.One : group[s] == 0 ? -limit : Fraction.Zero)], null, Fraction.Zero,
                Demand: "fresh text for each unit of generated text"));
        }
    }

    /// <summary>Whether the cuts hold every limit, cap, floor and the budget, recounted record by record.</summary>
    public bool Holds(StratumCut[] cuts)
    {
        for (var s = 0; s < cuts.Length; s++)
        {
            var (amount, available) = (new Fraction(Pool.Recount(s, cuts[s]).Amount, 1), new Fraction(Pool.Strata[s].Available, 1));
            if (amount > Problem.Caps[s] * available || amount < Problem.MinFactor(s) * available) return false;
            if (Pool.Records[s].Any(r => cuts[s].Repetitions(r.Key, r.Digest) < Problem.MinFactor(s).Floor())) return false;
        }

        var taken = cuts.Select((cut, s) => Pool.Recount(s, cut)).ToArray();
        var total = taken.Sum(t => t.Amount);
        var slack = Problem.Budget.IsExact ? Pool.Largest : 0;
        return total >= Problem.Budget.Min - slack && total <= Problem.Budget.Max + slack
            && Problem.Constraints.All(c =>
            {
                var value = taken.Select((t, s) =>
                    ((c.Amounts?[s] ?? Fraction.Zero) * new Fraction(t.Amount, 1)) + ((c.Records?[s] ?? Fraction.Zero) * new Fraction(t.Records, 1)))
                    .Aggregate(Fraction.Zero, (a, b) => a + b);
                return c.Sense == Sense.AtLeast ? value >= c.Bound : value <= c.Bound;
            });
    }

    private static List<PoolRecord> Documents(Random random, int minRecords)
    {
        var records = (int)(minRecords * Math.Pow(60, random.NextDouble()));
        var spread = 0.3 + random.NextDouble();
        return [.. Enumerable.Range(0, records).Select(_ =>
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return new PoolRecord((ulong)random.NextInt64() * 2 + (ulong)random.Next(2), Pool.Digest(random), 1 + (long)(300 * Math.Exp(spread * normal)));
        })];
    }
}
