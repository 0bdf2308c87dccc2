namespace MixPolicy.Planning.Conflicts;

/// <summary>A minimal conflict: no amounts meet all of these limits, and without any one of them some do.</summary>
/// <param name="System">The limits of the problem.</param>
/// <param name="Set">Those that conflict.</param>
internal sealed record Conflict(LimitSystem System, LimitSet Set)
{
    /// <summary>The limits, by number.</summary>
    public IReadOnlyList<NamedLimit> Members { get; } = [.. Set.Members().Select(m => System.Limits[m])];

    /// <summary>Those that state rows over the strata, without the budget.</summary>
    public IReadOnlyList<NamedLimit> Rules => [.. Members.Where(m => m.Kind == LimitKind.Rows)];

    /// <summary>Those of a kind.</summary>
    public IReadOnlyList<NamedLimit> OfKind(LimitKind kind) => [.. Members.Where(m => m.Kind == kind)];

    /// <summary>Whether the budget is one of them.</summary>
    public bool HasBudget => Set.Contains(System.Budget);

    /// <summary>The constraint, where one row alone conflicts with the budget and with what may be had; else null.</summary>
    public Constraint? Alone =>
        Rules is [{ Rows: [var row] }] && OfKind(LimitKind.Floor).Count == 0 ? System.Problem.Constraints[System.ConstraintOfRow(row)] : null;
}
