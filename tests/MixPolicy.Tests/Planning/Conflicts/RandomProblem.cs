using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Planning.Conflicts;

/// <summary>Small problems with every sort of limit, drawn so that many are impossible in more than one way.</summary>
internal static class RandomProblem
{
    private static readonly string[] CapNames = ["mix.max_repetition_factor", "data.sources.b.max_repetition_factor", "rules.repetition.fail_above", "rules.synthetic.max_depth"];

    public static PlanProblem Draw(int seed)
    {
        var random = new Random(seed);
        var n = random.Next(1, 6);
        var strata = Enumerable.Range(0, n).Select(s => Stratum(random, s)).ToArray();
        var all = strata.Sum(s => s.Available);
        var least = random.NextInt64(1, Math.Max(2, all + (all / 2)));
        var most = random.Next(2) == 0 ? least : least + random.NextInt64(0, all + 1);
        var rows = new List<Constraint>();
        var limits = random.Next(1, 6);
        for (var r = 0; r < limits; r++) rows.AddRange(Rows(random, r, strata));
        var caps = new List<StratumBound>();
        for (var s = 0; s < n; s++)
        {
            caps.Add(Cap(s, s % 2, new Fraction(random.Next(3) == 0 ? random.Next(10, 31) : 10, 10)));
            if (random.Next(5) == 0) caps.Add(Cap(s, 2, new Fraction(random.Next(1, 4), 1)));
            if (random.Next(8) == 0) caps.Add(Cap(s, 3, Fraction.Zero));
        }

        var floors = Enumerable.Range(0, n).Where(_ => random.Next(6) == 0)
            .Select(s => new StratumFloor(s, new Fraction(random.Next(1, 6), 4), "MIX0316", $"rules.keep.{s % 2}", At(60 + (s % 2)))).ToList();
        return new PlanProblem(
            strata, "tokens", new Budget(least, most, At(2)), [.. strata.Select(s => new Fraction(s.Available, 1))],
            [.. Enumerable.Range(0, n).Select(s => caps.Where(c => c.Stratum == s).Min(c => c.MaxFactor))],
            [.. Enumerable.Range(0, n).Select(s => caps.Where(c => c.Stratum == s).MinBy(c => c.MaxFactor)!)],
            rows, [.. Enumerable.Range(0, n).Select(s => floors.Find(f => f.Stratum == s))])
        {
            AskedBounds = caps,
            AskedFloors = floors,
        };
    }

    private static Stratum Stratum(Random random, int number)
    {
        var records = random.Next(1, 9);
        var available = random.Next(12) == 0 ? 0 : random.NextInt64(records, 200);
        var origin = random.Next(2) == 0 ? Origin.Human : Origin.Synthetic;
        return new Stratum($"s{number}", number % 2, origin, new RecordClass($"s{number}", origin, 0, null, []), default, records, available, available);
    }

    private static IEnumerable<Constraint> Rows(Random random, int number, Stratum[] strata)
    {
        var member = strata.Select(_ => random.Next(2) == 0).ToArray();
        var sense = random.Next(2) == 0 ? Sense.AtLeast : Sense.AtMost;
        var name = $"rules.r{number}";
        switch (random.Next(5))
        {
            case 0:
                var least = new Fraction(random.Next(1, 12), 1);
                yield return new Constraint("MIX0304", name, At(10 + number), "counted records", "others", Sense.AtLeast, null, [.. member.Select(m => m ? Fraction.One : Fraction.Zero)], least);
                break;
            case 1:
                yield return new Constraint(
                    "MIX0334", name, At(10 + number), "g", "others", sense, [.. strata.Select(_ => new Fraction(random.Next(-3, 4), random.Next(1, 4)))], null,
                    new Fraction(random.Next(-60, 60), 1), Demand: "a sum");
                break;
            default:
                var limit = new Fraction(random.Next(0, 21), 20);
                yield return Share(name, number, sense, member, limit);
                if (random.Next(3) == 0) yield return Share(name, number, sense, [.. member.Select(m => !m)], limit);
                break;
        }
    }

    private static Constraint Share(string name, int number, Sense sense, bool[] member, Fraction limit) => new(
        "MIX0303", name, At(10 + number), $"group {number}", "others", sense, [.. member.Select(m => (m ? Fraction.One : Fraction.Zero) - limit)], null, Fraction.Zero, limit);

    private static StratumBound Cap(int stratum, int name, Fraction factor) =>
        new(stratum, factor, name < 2 ? Codes.RepetitionFactor : name == 2 ? Codes.Repetition : Codes.SyntheticDepth, CapNames[name], At(40 + name));

    private static Place At(int line) => new("policy.yaml", line, 3);
}
