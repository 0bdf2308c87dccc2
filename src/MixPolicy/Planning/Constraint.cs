using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Planning;

/// <summary>Which way a constraint binds.</summary>
internal enum Sense
{
    /// <summary>The left side is at least the bound.</summary>
    AtLeast,

    /// <summary>The left side is at most the bound.</summary>
    AtMost,
}

/// <summary>
/// A linear row over the strata: sum of amount × <paramref name="Amounts"/> + sum of distinct records × <paramref name="Records"/>, against
/// <paramref name="Bound"/>.
/// </summary>
/// <param name="Code">The finding that breaking it raises.</param>
/// <param name="Name">The limit by its path in the policy: <c>rules.human.min_fraction</c>.</param>
/// <param name="Place">Where the limit stands.</param>
/// <param name="Sense">Which way it binds.</param>
/// <param name="Amounts">A coefficient a stratum; null for none.</param>
/// <param name="Records">A coefficient a stratum; null for none.</param>
/// <param name="Bound">The right side.</param>
/// <param name="Group">Whom it is about, for people: <c>human text</c>.</param>
/// <param name="Others">The rest, for people.</param>
/// <param name="Share">
/// The limit, of a row that states a share: the coefficients do not tell when every stratum is in the group, or none. Null for every other row.
/// </param>
/// <param name="Demand">What any other row of amounts demands, for people, as it follows "needs": <c>1 token of human text for each of synthetic text</c>.</param>
internal sealed record Constraint(
    string Code,
    string Name,
    Place Place,
    string Group,
    string Others,
    Sense Sense,
    IReadOnlyList<Fraction>? Amounts,
    IReadOnlyList<Fraction>? Records,
    Fraction Bound,
    Fraction? Share = null,
    string? Demand = null);

/// <summary>A cap on how often a stratum's records may be seen.</summary>
/// <param name="Stratum">Index of the stratum.</param>
/// <param name="MaxFactor">On average at most so often; a single record at most its ceiling. 0 leaves the stratum out.</param>
/// <param name="Code">The finding that breaking it raises.</param>
/// <param name="Name">The limit by its path in the policy.</param>
/// <param name="Place">Where the limit stands.</param>
internal sealed record StratumBound(int Stratum, Fraction MaxFactor, string Code, string Name, Place Place);

/// <summary>A floor under how often each record of a stratum is seen.</summary>
/// <param name="Stratum">Index of the stratum.</param>
/// <param name="MinFactor">On average at least so often; a single record at least its floor: 1 keeps every record in.</param>
/// <param name="Code">The finding that breaking it raises.</param>
/// <param name="Name">The limit by its path in the policy.</param>
/// <param name="Place">Where the limit stands.</param>
internal sealed record StratumFloor(int Stratum, Fraction MinFactor, string Code, string Name, Place Place);
