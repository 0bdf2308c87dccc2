using MixPolicy.Policies;

namespace MixPolicy.Planning.Conflicts;

/// <summary>A limit and the number that it should have.</summary>
/// <param name="Name">The limit by its path in the policy.</param>
/// <param name="To">The number.</param>
internal sealed record LimitChange(string Name, Fraction To);

/// <summary>What mends a problem.</summary>
/// <param name="Changes">All of them together do; empty when nothing needs to be changed.</param>
/// <param name="WhyNot">Why nothing does; null when the changes do.</param>
internal sealed record LimitChanges(IReadOnlyList<LimitChange> Changes, string? WhyNot);
