using System.Numerics;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Planning;

/// <summary>
/// The planner's whole input: strata with targets, floors and caps, and linear rows over them. What rules mean is not known here.
/// </summary>
/// <param name="Strata">What is available.</param>
/// <param name="Unit">The amounts' unit, in the plural.</param>
/// <param name="Budget">The range that the total must lie in; null bounds do not occur.</param>
/// <param name="Targets">What each stratum would hold if nothing bound, exactly.</param>
/// <param name="Caps">Most repetitions of each stratum: the strictest bound; 0 leaves it out.</param>
/// <param name="CapBounds">The bound that set each cap.</param>
/// <param name="Constraints">The rows.</param>
/// <param name="Floors">The strictest floor of each stratum; null where it has none, or for none at all.</param>
internal sealed record PlanProblem(
    IReadOnlyList<Stratum> Strata,
    string Unit,
    Budget Budget,
    IReadOnlyList<Fraction> Targets,
    IReadOnlyList<Fraction> Caps,
    IReadOnlyList<StratumBound> CapBounds,
    IReadOnlyList<Constraint> Constraints,
    IReadOnlyList<StratumFloor?>? Floors = null)
{
    /// <summary>No mix is larger: sums of amounts must fit 64 bits with room to spare.</summary>
    public const long Ceiling = long.MaxValue / 1024;

    /// <summary>Every cap that was asked for, those too that a stricter one makes idle; null for <see cref="CapBounds"/>.</summary>
    public IReadOnlyList<StratumBound>? AskedBounds { get; init; }

    /// <summary>Every floor that was asked for, those too that a stricter one makes idle; null for <see cref="Floors"/>.</summary>
    public IReadOnlyList<StratumFloor>? AskedFloors { get; init; }

    /// <summary>The most that a stratum can give.</summary>
    public long MaxAmount(int stratum) => Amount((Caps[stratum] * new Fraction(Strata[stratum].Available, 1)).Floor());

    /// <summary>What a stratum must give, even where its cap forbids it.</summary>
    public long MinAmount(int stratum) => Amount((MinFactor(stratum) * new Fraction(Strata[stratum].Available, 1)).Ceiling());

    /// <summary>An amount that is no larger than a mix can be.</summary>
    public static long Amount(BigInteger amount) => (long)BigInteger.Min(amount, Ceiling);

    /// <summary>How often the records of a stratum must be seen; 0 where nothing says so.</summary>
    public Fraction MinFactor(int stratum) => Floors?[stratum]?.MinFactor ?? Fraction.Zero;

    /// <summary>Between which amounts a stratum is planned and cut.</summary>
    public AmountRange Range(int stratum)
    {
        var most = MaxAmount(stratum);
        var rounds = BigInteger.Min(MinFactor(stratum).Floor(), Caps[stratum].Floor());
        return new AmountRange(Math.Min(MinAmount(stratum), most), most, (int)BigInteger.Min(rounds, int.MaxValue));
    }

    /// <summary>Puts the problem together: what the mix's settings and the rules ask, and the targets.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="inventory">The pool by strata.</param>
    /// <param name="waivers">Those whose limits hold in place of the rules' own.</param>
    public static PlanProblem Of(Policy policy, Inventory inventory, IReadOnlyList<Waiver> waivers)
    {
        var strata = inventory.Strata;
        var ask = new PlanAsk(strata, inventory.Schema) { Aims = SourceAim.Of(policy, strata), Waivers = waivers };
        foreach (var rule in policy.Rules) rule.Ask(ask);
        new MixSettings(policy).Ask(ask);
        var asked = ask.Bounds.ToLookup(b => b.Stratum);
        var bounds = strata.Select((_, i) => asked[i].MinBy(b => b.MaxFactor)!).ToArray();
        var caps = bounds.Select(b => b.MaxFactor).ToArray();
        var floored = ask.Floors.ToLookup(f => f.Stratum);
        var floors = strata.Select((_, i) => floored[i].MaxBy(f => f.MinFactor)).ToArray();
        var unit = policy.Mix.Unit.Word();
        return new PlanProblem(strata, unit, policy.Mix.Budget, MixTargets.Of(policy, strata, caps), caps, bounds, ask.Constraints, floors)
        {
            AskedBounds = ask.Bounds,
            AskedFloors = ask.Floors,
        };
    }
}
