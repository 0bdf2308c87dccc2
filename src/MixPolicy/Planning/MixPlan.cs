namespace MixPolicy.Planning;

/// <summary>How much to take of each stratum.</summary>
/// <param name="TakesAll">True for <c>budget: all</c>: every record exactly once.</param>
/// <param name="Asked">Amount a stratum, in the policy's unit, repetitions counted; at most its available amount times its cap.</param>
/// <param name="Ranges">The least and the most that floors and caps allow of each stratum.</param>
/// <param name="Limits">What the whole-document selection must still hold: the planner's rows and the budget's.</param>
/// <param name="IsMix">False when no amounts meet every limit: then <paramref name="Asked"/> is the nearest compromise.</param>
internal sealed record MixPlan(
    bool TakesAll,
    IReadOnlyList<long> Asked,
    IReadOnlyList<AmountRange> Ranges,
    IReadOnlyList<Constraint> Limits,
    bool IsMix);
