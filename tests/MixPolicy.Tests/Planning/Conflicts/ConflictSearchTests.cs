using MixPolicy.Planning;
using MixPolicy.Planning.Conflicts;

namespace MixPolicy.Tests.Planning.Conflicts;

public sealed class ConflictSearchTests
{
    [Fact]
    public void Conflicts_ThousandImpossibleProblems_EachIsMinimal()
    {
        var impossible = 0;
        for (var seed = 0; impossible < 1000; seed++)
        {
            var problem = RandomProblem.Draw(seed);
            var all = new LimitSystem(problem).Limits;
            var (conflicts, _, _) = Reachability.Conflicts(problem, CancellationToken.None);
            Assert.Equal(PlainProblem.IsFeasible(problem, all), conflicts.Count == 0);
            if (conflicts.Count == 0) continue;
            impossible++;
            foreach (var conflict in conflicts)
            {
                Assert.False(PlainProblem.IsFeasible(problem, conflict.Members), $"{seed}: {string.Join(", ", conflict.Members.Select(m => m.Name))} can be met");
                foreach (var member in conflict.Members)
                {
                    Assert.True(PlainProblem.IsFeasible(problem, conflict.Members.Where(m => m != member)), $"{seed}: without {member.Name} it is impossible still");
                }
            }
        }
    }

    [Fact]
    public void Conflicts_EveryOneOfThem_IsFound()
    {
        var several = 0;
        for (var seed = 5000; several < 60; seed++)
        {
            var problem = RandomProblem.Draw(seed);
            var all = new LimitSystem(problem).Limits;
            if (all.Count > 8) continue;
            var (conflicts, mayBeMore, _) = Reachability.Conflicts(problem, CancellationToken.None);
            Assert.False(mayBeMore);
            if (conflicts.Count > 1) several++;
            Assert.Equal(Minimal(problem, all), conflicts.Select(c => c.Set.Bits).Order());
        }
    }

    /// <summary>Tries every set of limits.</summary>
    private static List<System.Numerics.BigInteger> Minimal(PlanProblem problem, IReadOnlyList<NamedLimit> all)
    {
        var minimal = new List<int>();
        foreach (var set in Enumerable.Range(1, (1 << all.Count) - 1).OrderBy(s => int.PopCount(s)))
        {
            if (minimal.Exists(m => (m & set) == m)) continue;
            if (!PlainProblem.IsFeasible(problem, all.Where(l => (set >> l.Number & 1) == 1))) minimal.Add(set);
        }

        return [.. minimal.Select(m => (System.Numerics.BigInteger)m).Order()];
    }
}
