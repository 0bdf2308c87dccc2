
namespace MixPolicy.Planning.Conflicts;

/// <summary>Says of each conflict what it is, how much is missing, how far each limit can go and what would mend it.</summary>
/// <param name="problem">The problem as the policy states it.</param>
/// <param name="cancellation">Ends the work.</param>
internal sealed class ConflictReport(PlanProblem problem, CancellationToken cancellation)
{
    private readonly ShortSupply _supply = new(problem);
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    /// <summary>What is said of one conflict. A shortage is told once; another limit that leads to the same one is told by its own numbers.</summary>
    public ConflictFinding Of(Conflict conflict)
    {
        var simple = Simple(conflict);
        return simple is not null && _said.Add(simple.Message) ? simple : new JointConflict(conflict, cancellation).Finding();
    }

    private ConflictFinding? Simple(Conflict conflict)
    {
        if (conflict.OfKind(LimitKind.Floor).Count > 0) return null;
        if (conflict.Rules.Count == 0) return _supply.Budget();
        if (conflict.Alone is not { } constraint) return null;
        return constraint.Records is null
            ? constraint.Share is null || !conflict.HasBudget ? null : _supply.Share(constraint)
            : conflict.HasBudget ? null : _supply.Records(constraint);
    }
}
