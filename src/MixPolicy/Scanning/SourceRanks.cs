using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>Which source a text is rather taken through.</summary>
internal static class SourceRanks
{
    /// <summary>
    /// The rank of each source of a policy, from 0, the first: by target (sources that the targets do not name counting for equal parts of what these
    /// leave), then by repetition factor, the larger first, then by name (ordinal).
    /// </summary>
    public static int[] Of(Policy policy)
    {
        var targets = policy.Mix.Targets;
        var rest = targets.Values.Aggregate(Fraction.One, (left, t) => left - t.Value);
        var unnamed = new Fraction(1, Math.Max(1, policy.Sources.Count(s => !targets.ContainsKey(s.Name))));
        var order = Enumerable.Range(0, policy.Sources.Count)
            .OrderByDescending(s => targets.TryGetValue(policy.Sources[s].Name, out var target) ? target.Value : rest * unnamed)
            .ThenByDescending(s => policy.FactorOf(policy.Sources[s].Name).Value)
            .ThenBy(s => policy.Sources[s].Name, StringComparer.Ordinal)
            .ToArray();
        var ranks = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++) ranks[order[rank]] = rank;
        return ranks;
    }
}
