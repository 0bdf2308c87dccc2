using System.Numerics;

namespace MixPolicy.Rules;

/// <summary>The groups of the reference, before and after.</summary>
/// <param name="Reference">Before: human text.</param>
/// <param name="Kept">After, by group: the mix.</param>
/// <param name="Total">The whole mix.</param>
internal sealed record TailMeasure(TailReference Reference, IReadOnlyDictionary<string, TailKept> Kept, BigInteger Total);

/// <summary>What a mix holds of a group.</summary>
/// <param name="Records">Distinct records.</param>
/// <param name="Amount">Sum of unit × repetitions.</param>
/// <param name="HumanAmount">The human part of that.</param>
/// <param name="HumanOnce">The human part, each record once.</param>
/// <param name="MostRepeated">The most repetitions of a human record.</param>
internal sealed record TailKept(long Records, BigInteger Amount, BigInteger HumanAmount, BigInteger HumanOnce, int MostRepeated);
