namespace MixPolicy.Planning;

/// <summary>What a stratum may give: the bounds that its caps and floors put on it.</summary>
/// <param name="Least">The least amount; never above <paramref name="Most"/>: where a floor and a cap conflict, the cap stands.</param>
/// <param name="Most">The most.</param>
/// <param name="Rounds">How often every single record must be seen.</param>
internal readonly record struct AmountRange(long Least, long Most, int Rounds);
