using MixPolicy.Policies;

namespace MixPolicy.Planning;

/// <summary>How much to take of each stratum.</summary>
/// <param name="TakesAll">True for <c>budget: all</c>: every record exactly once.</param>
/// <param name="Asked">Amount a stratum, in the policy's unit, repetitions counted; within its range.</param>
/// <param name="Ranges">The least and the most that floors and caps allow of each stratum.</param>
/// <param name="Limits">What the whole-document selection must still hold: the planner's rows, in an order that does not depend on the policy's.</param>
/// <param name="IsMix">False when no amounts meet every limit: then <paramref name="Asked"/> is the nearest compromise.</param>
internal sealed record MixPlan(
    bool TakesAll,
    IReadOnlyList<long> Asked,
    IReadOnlyList<AmountRange> Ranges,
    IReadOnlyList<Constraint> Limits,
    bool IsMix)
{
    /// <summary>What each stratum would hold if nothing bound, in whole units.</summary>
    public IReadOnlyList<long> Targets { get; init; } = Asked;

    /// <summary>Numbers of the strata that could be in the mix but were not asked for (a target of 0): planned at their floors, unless a limit needs more.</summary>
    public IReadOnlyList<int> Unasked { get; init; } = [];

    /// <summary>How much lies elsewhere than the targets put it: the larger of what is planned above them and below them.</summary>
    public long OffTargets => Math.Max(
        Asked.Zip(Targets, (asked, target) => Math.Max(0, asked - target)).Sum(), Asked.Zip(Targets, (asked, target) => Math.Max(0, target - asked)).Sum());

    /// <summary>
    /// Whether it is proved, in whole numbers, that no mix within the limits is nearer to the targets. Where it is not, doubles found the amounts: nearest to
    /// within a billionth of the budget; what is promised of the limits is checked on whole documents either way.
    /// </summary>
    public bool IsProved { get; init; }

    /// <summary>What each binding limit costs, dearest first; empty where <see cref="IsProved"/> is false.</summary>
    public IReadOnlyList<LimitCost> Costs { get; init; } = [];
}

/// <summary>What a binding limit costs: how it moves the mix off its targets.</summary>
/// <param name="Code">The finding that breaking the limit raises.</param>
/// <param name="Name">The limit by its path in the policy.</param>
/// <param name="Group">Whom it is about.</param>
/// <param name="Moves">
/// How much it moves, in the policy's unit, rounded: what a row shifts between the strata that it favours and the others, the total held; what a cap keeps out,
/// or a floor keeps in, against the other limits' pull.
/// </param>
/// <param name="Multiplier">The row's exact multiplier: what one more unit of its bound adds to the sum of (amount - target)² / 2 target. Null for caps and floors.</param>
internal sealed record LimitCost(string Code, string Name, string Group, long Moves, Fraction? Multiplier);
