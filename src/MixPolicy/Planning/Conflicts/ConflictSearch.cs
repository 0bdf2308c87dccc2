namespace MixPolicy.Planning.Conflicts;

/// <summary>
/// Every minimal conflict: a set of limits that no amounts meet, while without any one of them some do. Of each conflict at least one limit must go, so
/// from each that is found one limit after the other is left out and what remains is asked again (hitting-set tree; Reiter 1987), shortest ways first.
/// </summary>
internal sealed class ConflictSearch(LimitSystem system, FeasibilityOracle oracle)
{
    /// <summary>How many conflicts are shown.</summary>
    public const int MaxConflicts = 16;

    private const long MaxWork = 10_000_000;

    /// <summary>The conflicts, and whether there may be more: there is one more, or the search came to its bound.</summary>
    public (IReadOnlyList<LimitSet> Conflicts, bool MayBeMore) Run()
    {
        var found = new List<LimitSet>();
        var closed = new List<LimitSet>();
        var queue = new Queue<LimitSet>([LimitSet.None]);
        var seen = new HashSet<LimitSet>();
        var all = LimitSet.First(system.Limits.Count);
        while (queue.TryDequeue(out var left))
        {
            if (closed.Exists(c => c.IsWithin(left))) continue;
            if (oracle.Work > MaxWork && found.Count > 0) return (found, true);
            var next = found.FindIndex(f => f.Both(left).IsEmpty);
            if (next < 0)
            {
                var answer = oracle.Ask(all.Except(left));
                if (answer.IsFeasible)
                {
                    closed.Add(left);
                    continue;
                }

                if (found.Count == MaxConflicts) return (found, true);
                next = found.Count;
                found.Add(Shrink(answer.Limits));
            }

            foreach (var limit in found[next].Members())
            {
                if (seen.Add(left.With(limit))) queue.Enqueue(left.With(limit));
            }
        }

        return (found, false);
    }

    /// <summary>Leaves out one limit after the other that the rest is impossible without (deletion filter).</summary>
    private LimitSet Shrink(LimitSet core)
    {
        foreach (var limit in core.Members())
        {
            if (core.Contains(limit) && oracle.Ask(core.Without(limit)) is { IsFeasible: false } less) core = less.Limits;
        }

        return core;
    }
}
