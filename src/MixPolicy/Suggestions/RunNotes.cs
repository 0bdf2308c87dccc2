using MixPolicy.Planning;
using MixPolicy.Rules;

namespace MixPolicy.Suggestions;

/// <summary>What a run that failed leaves for the one who would mend it.</summary>
internal sealed class RunNotes
{
    /// <summary>What was planned; null when the run did not come so far.</summary>
    public PlanProblem? Problem { get; set; }

    /// <summary>What was judged.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; set; } = [];
}
