using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Planning.Conflicts;

public sealed class LargeConflictTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Check_ManyStrataAndRows_IsExplained(int seed)
    {
        var problem = Draw(seed, 300, 15);
        var diagnostics = new DiagnosticBag();
        Assert.False(Reachability.Check(problem, diagnostics, CancellationToken.None));
        var findings = diagnostics.Sorted();
        Assert.All(findings.Where(d => d.Severity == Severity.Violation), d => Assert.NotEmpty(d.Remedies));
        Assert.Contains(findings, d => d.Message.StartsWith("no mix: rules.r", StringComparison.Ordinal));
    }

    /// <summary>Shares of groups drawn at random, most of them within reach; a count; three factors.</summary>
    private static PlanProblem Draw(int seed, int n, int m)
    {
        var random = new Random(seed);
        var strata = Enumerable.Range(0, n).Select(s =>
        {
            var records = random.Next(10, 10_000);
            var available = records * random.NextInt64(20, 900);
            var origin = random.Next(3) > 0 ? Origin.Human : Origin.Synthetic;
            return new Stratum($"s{s}", s % 20, origin, new RecordClass($"s{s}", origin, 0, null, []), default, records, available, available);
        }).ToArray();
        var all = strata.Sum(s => s.Available);
        var budget = all * 3 / 4;
        var rows = new List<Constraint>();
        for (var r = 0; r < m; r++)
        {
            var member = strata.Select(_ => random.Next(2) == 0).ToArray();
            var part = strata.Where((_, i) => member[i]).Sum(s => s.Available);
            var sense = random.Next(2) == 0 ? Sense.AtLeast : Sense.AtMost;
            var reach = sense == Sense.AtLeast ? Math.Min(1, (double)part / budget) : Math.Max(0, 1 - ((double)(all - part) / budget));
            var slack = r < 3 ? 0.02 : -0.12;
            var limit = new Fraction((int)Math.Clamp(10_000 * (reach + (sense == Sense.AtLeast ? slack : -slack)), 0, 10_000), 10_000);
            rows.Add(new Constraint(
                "MIX0303", $"rules.r{r}", new Place("p.yaml", 10 + r, 3), $"group {r}", "others", sense,
                [.. member.Select(x => (x ? Fraction.One : Fraction.Zero) - limit)], null, Fraction.Zero, limit));
        }

        var records = strata.Where(s => s.Origin == Origin.Human).Sum(s => s.Records);
        rows.Add(new Constraint(
            "MIX0304", "rules.human.min_records", new Place("p.yaml", 9, 3), "human records", "others", Sense.AtLeast, null,
            [.. strata.Select(s => s.Origin == Origin.Human ? Fraction.One : Fraction.Zero)], new Fraction(records / 2, 1)));
        return new PlanProblem(
            strata, "tokens", new Budget(budget, budget, new Place("p.yaml", 2, 3)), [.. strata.Select(s => new Fraction(s.Available, 1))],
            [.. strata.Select(_ => Fraction.One)],
            [.. strata.Select((s, i) => new StratumBound(i, Fraction.One, Codes.RepetitionFactor, $"mix.f{i % 3}", new Place("p.yaml", 3 + (i % 3), 3)))], rows);
    }
}
