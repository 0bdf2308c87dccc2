using System.Numerics;

namespace MixPolicy.Rules;

/// <summary>Groups of near duplicates of which several records are in the mix.</summary>
/// <param name="Groups">How many groups.</param>
/// <param name="Records">Their records in the mix.</param>
/// <param name="Amount">Unit × repetitions of all of them but the record of each group that has most.</param>
internal sealed record NearCounts(long Groups, long Records, BigInteger Amount);
