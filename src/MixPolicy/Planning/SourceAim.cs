using System.Numerics;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Planning;

/// <summary>What the policy aims at with a source, before any rule has spoken.</summary>
/// <param name="Share">Its part of the mix, 0..1.</param>
/// <param name="Times">How often its records would be seen on average at that, with the budget's upper end; 0 for a source that has nothing.</param>
/// <param name="Factor">How often they may be seen.</param>
internal sealed record SourceAim(Fraction Share, Fraction Times, Fraction Factor)
{
    /// <summary>The aims, in the order of the sources. Records whose text is taken through another source do not count as had.</summary>
    public static IReadOnlyList<SourceAim> Of(Policy policy, IReadOnlyList<Stratum> strata)
    {
        var sizes = new BigInteger[policy.Sources.Count];
        foreach (var stratum in strata)
        {
            if (!stratum.Fact.IsElsewhere) sizes[stratum.Source] += stratum.Available;
        }

        var shares = MixTargets.Ratios(policy, sizes);
        var budget = policy.Mix.Budget.Max ?? 0;
        return
        [
            .. policy.Sources.Select((source, s) => new SourceAim(
                shares[s],
                sizes[s].IsZero ? Fraction.Zero : shares[s] * new Fraction(budget, sizes[s]),
                policy.FactorOf(source.Name).Value)),
        ];
    }
}
