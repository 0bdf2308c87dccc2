namespace MixPolicy.Rules;

/// <summary>A limit on one group's share.</summary>
/// <param name="Group">The value.</param>
/// <param name="Share">The limit.</param>
internal sealed record GroupLimit(string Group, ShareLimit Share);
