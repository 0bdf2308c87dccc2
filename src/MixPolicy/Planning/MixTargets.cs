using System.Numerics;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Planning;

/// <summary>
/// Divides the budget: between sources by <c>target_ratio</c>, those left out sharing the rest by size; inside a source by what is available
/// and may be taken, more of the tail where the policy upsamples it. Exact.
/// </summary>
internal static class MixTargets
{
    /// <summary>A target a stratum, in the policy's unit; the sum is the budget's upper end unless nothing of a named source may be taken.</summary>
    public static IReadOnlyList<Fraction> Of(Policy policy, IReadOnlyList<Stratum> strata, IReadOnlyList<Fraction> caps)
    {
        if (policy.Mix.Budget.IsAll) return [.. strata.Select(s => new Fraction(s.Available, 1))];
        var usable = strata.Select((s, i) => caps[i] > Fraction.Zero ? new BigInteger(s.Available) : BigInteger.Zero).ToArray();
        var bySource = new BigInteger[policy.Sources.Count];
        for (var i = 0; i < strata.Count; i++) bySource[strata[i].Source] += usable[i];
        var budget = new Fraction(policy.Mix.Budget.Max!.Value, 1);
        var ratios = Ratios(policy, bySource);
        Fraction[] targets = [.. strata.Select((s, i) => bySource[s.Source].IsZero
            ? Fraction.Zero
            : ratios[s.Source] * budget * new Fraction(usable[i], bySource[s.Source]))];
        foreach (var tail in policy.Rules.OfType<TailGroupsRule>()) TailTargets.Shift(tail, policy, strata, targets);
        return targets;
    }

    /// <summary>What each source would be of the mix if nothing bound, 0..1; sources that the targets do not name share the rest by size.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="sizes">What each source has, in the policy's unit.</param>
    public static Fraction[] Ratios(Policy policy, BigInteger[] sizes)
    {
        var targets = policy.Mix.Targets;
        var rest = targets.Values.Aggregate(Fraction.One, (left, t) => left - t.Value);
        var unnamed = policy.Sources.Select((s, i) => targets.ContainsKey(s.Name) ? BigInteger.Zero : sizes[i]).ToArray();
        var unnamedSize = unnamed.Aggregate(BigInteger.Zero, (sum, size) => sum + size);
        return [.. policy.Sources.Select((s, i) => targets.TryGetValue(s.Name, out var ratio)
            ? ratio.Value
            : unnamedSize.IsZero ? Fraction.Zero : rest * new Fraction(unnamed[i], unnamedSize))];
    }
}
