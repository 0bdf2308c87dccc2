using System.Numerics;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Planning;

/// <summary>
/// Upsampling: moves targets inside each source from the rest to the human text of its rare groups. A group never loses by it, and none is asked for
/// more often than the block allows. Exact rationals; powers in whole numbers (<see cref="TemperedWeights"/>).
/// </summary>
internal static class TailTargets
{
    /// <summary>Shifts the targets of a policy's strata.</summary>
    /// <param name="rule">The rule, which knows the pool.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="strata">The strata.</param>
    /// <param name="targets">By size, by stratum; changed in place.</param>
    public static void Shift(TailGroupsRule rule, Policy policy, IReadOnlyList<Stratum> strata, Fraction[] targets)
    {
        if (rule is not { Upsample: { } upsample, Reference: not null }) return;
        for (var source = 0; source < policy.Sources.Count; source++)
        {
            var human = Enumerable.Range(0, strata.Count)
                .Where(s => strata[s].Source == source && strata[s].Sample.IsHuman && targets[s] > Fraction.Zero)
                .ToLookup(s => Group(rule, strata[s]) ?? "", StringComparer.Ordinal);
            var rare = human.Where(g => g.Key.Length > 0).Select(g => Sum(g.Key, g, strata, targets)).OrderBy(g => g.Size).ThenBy(g => g.Name, StringComparer.Ordinal).ToList();
            var rest = Enumerable.Range(0, strata.Count).Where(s => strata[s].Source == source && !(strata[s].Sample.IsHuman && Group(rule, strata[s]) is not null)).ToList();
            if (rare.Count == 0) continue;
            var others = upsample.Sizes.GetValueOrDefault(policy.Sources[source].Name, [])
                .Where(s => rare.All(g => g.Name != s.Group) && s.Amount > 0).Select(s => s.Amount).ToList();
            Shift(upsample, rare, others, rest, strata, human, targets);
        }
    }

    /// <summary>The planned rare group that a stratum stands for; null for the rest.</summary>
    private static string? Group(TailGroupsRule rule, Stratum stratum) =>
        rule.GroupOf(stratum) is { } group && rule.Planned.Contains(group) ? group : null;

    private static Rare Sum(string name, IEnumerable<int> members, IReadOnlyList<Stratum> strata, Fraction[] targets) => new(
        name,
        members.Aggregate(BigInteger.Zero, (sum, s) => sum + strata[s].Available),
        members.Aggregate(Fraction.Zero, (sum, s) => sum + targets[s]));

    private static void Shift(
        TailUpsample upsample, List<Rare> rare, List<BigInteger> others, List<int> rest, IReadOnlyList<Stratum> strata, ILookup<string, int> human, Fraction[] targets)
    {
        var restTarget = rest.Aggregate(Fraction.Zero, (sum, s) => sum + targets[s]);
        var budget = rare.Aggregate(restTarget, (sum, g) => sum + g.Target);
        if (restTarget == Fraction.Zero) return; // nothing to take from
        var wanted = Divide(upsample, rare, others, budget);
        var sum = wanted.Aggregate(Fraction.Zero, (a, b) => a + b);
        for (var i = 0; i < rare.Count; i++)
        {
            foreach (var s in human[rare[i].Name]) targets[s] *= Divide(wanted[i], rare[i].Target);
        }

        foreach (var s in rest) targets[s] *= Divide(budget - sum, restTarget);
    }

    /// <summary>The targets of the rare groups.</summary>
    /// <param name="upsample">How.</param>
    /// <param name="rare">By ascending size.</param>
    /// <param name="others">The sizes of the source's common groups.</param>
    /// <param name="budget">The source's target, above the sum of the groups' own.</param>
    internal static Fraction[] Divide(TailUpsample upsample, IReadOnlyList<Rare> rare, IReadOnlyList<BigInteger> others, Fraction budget)
    {
        var plain = rare.Aggregate(Fraction.Zero, (sum, g) => sum + g.Target);
        var more = Wanted(upsample, rare, others, budget)
            .Select((w, i) => Largest(Fraction.Zero, Smallest(w, upsample.Most * new Fraction(rare[i].Size, 1)) - rare[i].Target)).ToArray();

        // Where the tail is nearly all of the source, the rest keeps half of what it has: it is drawn less often, not left out.
        var (sum, most) = (more.Aggregate(Fraction.Zero, (a, b) => a + b), (budget - plain) * new Fraction(1, 2));
        var scale = sum > most ? Divide(most, sum) : Fraction.One;
        return [.. rare.Select((g, i) => g.Target + (scale * more[i]))];
    }

    /// <summary>What the method asks for, by rare group.</summary>
    private static Fraction[] Wanted(TailUpsample upsample, IReadOnlyList<Rare> rare, IReadOnlyList<BigInteger> others, Fraction budget)
    {
        switch (upsample.Method)
        {
            case UpsampleMethod.Factor:
                var plain = rare.Aggregate(Fraction.Zero, (sum, g) => sum + g.Target);
                var weight = (upsample.Factor * plain) + budget - plain;
                return [.. rare.Select(g => budget * Divide(upsample.Factor * g.Target, weight))];
            case UpsampleMethod.Temperature:
                return Tempered(upsample.Temperature, rare, others, budget);
            default:
                return Unimax(upsample.Most, rare, others, budget);
        }
    }

    private static Fraction[] Tempered(Fraction temperature, IReadOnlyList<Rare> rare, IReadOnlyList<BigInteger> others, Fraction budget)
    {
        // Amounts of a group fit 64 bits; 0 has no power, and weighs nothing.
        var sizes = rare.Select(g => (ulong)g.Size).Concat(others.Select(o => (ulong)BigInteger.Min(o, ulong.MaxValue))).ToList();
        var largest = sizes.Max();
        var weights = sizes.Select(size => size == 0 ? BigInteger.Zero : TemperedWeights.Weight(size, largest, temperature)).ToList();
        var whole = weights.Aggregate(BigInteger.Zero, (sum, w) => sum + w);
        return [.. rare.Select((_, i) => whole.IsZero ? Fraction.Zero : budget * new Fraction(weights[i], whole))];
    }

    /// <summary>Groups by ascending size, common ones among them: each gets an equal share of what is left, at most so many times its size (arXiv 2304.09151).</summary>
    private static Fraction[] Unimax(Fraction most, IReadOnlyList<Rare> rare, IReadOnlyList<BigInteger> others, Fraction budget)
    {
        var wanted = new Fraction[rare.Count];
        var left = budget;
        var groups = rare.Select((g, i) => (g.Size, Rare: i)).Concat(others.Select(o => (Size: o, Rare: -1))).OrderBy(g => g.Size).ThenBy(g => g.Rare).ToList();
        for (var n = 0; n < groups.Count; n++)
        {
            var share = Smallest(left * new Fraction(1, groups.Count - n), most * new Fraction(groups[n].Size, 1));
            left -= share;
            if (groups[n].Rare >= 0) wanted[groups[n].Rare] = share;
        }

        return wanted;
    }

    private static Fraction Smallest(Fraction a, Fraction b) => a < b ? a : b;

    private static Fraction Largest(Fraction a, Fraction b) => a > b ? a : b;

    private static Fraction Divide(Fraction a, Fraction b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>The human text of a rare group in a source.</summary>
    /// <param name="Name">The group.</param>
    /// <param name="Size">What there is, each once.</param>
    /// <param name="Target">Its target by size; above 0.</param>
    internal sealed record Rare(string Name, BigInteger Size, Fraction Target);
}
