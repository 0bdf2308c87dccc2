namespace MixPolicy.Planning.Conflicts;

/// <summary>An amount that a limit sets for a stratum.</summary>
/// <param name="Limit">Number of the limit.</param>
/// <param name="Amount">In the policy's unit: the most that a cap allows, or what a floor keeps.</param>
internal readonly record struct StratumLimit(int Limit, long Amount);

/// <summary>Between which amounts a stratum may lie under some of the limits, and which of them say so.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The most.</param>
/// <param name="Floor">The limit that sets the least; -1 for none.</param>
/// <param name="Cap">The limit that sets the most; -1 for none.</param>
internal readonly record struct StratumBox(long Least, long Most, int Floor, int Cap);
