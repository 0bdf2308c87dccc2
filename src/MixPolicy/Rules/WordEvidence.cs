using System.Numerics;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>What the rows of a manifest say of the words of their texts, beside those of the pool that it was built from. Immutable.</summary>
/// <param name="Reference">What the words are measured against.</param>
/// <param name="Mix">The whole mix.</param>
/// <param name="Outside">The part of it that is not of the reference.</param>
internal sealed record WordEvidence(WordReference Reference, WordSums Mix, WordSums Outside);

/// <summary>Words of some rows.</summary>
/// <param name="Words">Words × repetitions.</param>
/// <param name="Rare">Rare words × repetitions, of the types that are counted.</param>
/// <param name="WordsOnce">Words, each row once.</param>
/// <param name="Types">Different rare types.</param>
internal sealed record WordSums(BigInteger Words, BigInteger Rare, long WordsOnce, long Types);
