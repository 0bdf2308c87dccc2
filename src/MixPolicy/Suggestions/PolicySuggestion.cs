using MixPolicy.Diagnostics;
using MixPolicy.Output;
using MixPolicy.Planning.Conflicts;
using MixPolicy.Policies;

namespace MixPolicy.Suggestions;

/// <summary>
/// A policy like a violated one that can be built: numbers are changed until a trial, which is a whole run that writes nothing, is satisfied. What the planner
/// proves impossible is mended by <see cref="LimitRepair"/>; what then is missed still, by <see cref="VerdictRepair"/>.
/// </summary>
internal sealed class PolicySuggestion
{
    private const int MaxTrials = 12;

    private readonly Policy _policy;
    private readonly Func<Policy, RunNotes, BuildResult> _try;
    private readonly CancellationToken _cancellation;
    private readonly List<LimitChange> _changes = [];
    private readonly Dictionary<string, int> _misses = new(StringComparer.Ordinal);

    private PolicySuggestion(Policy policy, Func<Policy, RunNotes, BuildResult> run, CancellationToken cancellation) =>
        (_policy, _try, _cancellation) = (policy, run, cancellation);

    /// <summary>Adds a suggestion to the result of a violated policy, or why there is none.</summary>
    /// <param name="result">The result.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="path">Its absolute path.</param>
    /// <param name="notes">What its run left.</param>
    /// <param name="run">Tries a policy without writing anything.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static BuildResult AddTo(
        BuildResult result, Policy policy, string path, RunNotes notes, Func<Policy, RunNotes, BuildResult> run, CancellationToken cancellation)
    {
        var target = SuggestionFile.PathFor(path);
        try
        {
            if (!SuggestionFile.MayWrite(target)) return Without(result, policy, $"{Path.GetFileName(target)} is there already and is not a suggestion; move it away");
            var bytes = new PolicySuggestion(policy, run, cancellation).Find(notes, out var whyNot);
            if (bytes is null) return Without(result, policy, whyNot);
            SuggestionFile.Write(target, bytes);
        }
        catch (Exception e) when (OutputUnwritableException.IsCause(e))
        {
            return Without(result, policy, $"{Path.GetFileName(target)} cannot be written: {Shown.Escape(e.Message, 200)}");
        }

        return result with { Written = [.. result.Written, target] };
    }

    private static BuildResult Without(BuildResult result, Policy policy, string why) => result with
    {
        Diagnostics = [.. result.Diagnostics, new Diagnostic(Codes.NoSuggestion, Severity.Warning, policy.Place, $"no policy is suggested: {why}")],
    };

    private byte[]? Find(RunNotes notes, out string whyNot)
    {
        for (var trial = 0; trial < MaxTrials; trial++)
        {
            var found = Next(notes);
            if (found.WhyNot is { } why)
            {
                whyNot = why;
                return null;
            }

            foreach (var change in found.Changes)
            {
                _changes.RemoveAll(c => c.Name == change.Name);
                _changes.Add(change);
            }

            if (PolicyPatcher.Patch(_policy, _changes, out whyNot) is not { } bytes) return null;
            if (PolicyReader.Parse(_policy.File, _policy.Folder, bytes, new DiagnosticBag(), _policy.AsOf?.Value) is not { } patched)
            {
                whyNot = $"{string.Join(" or ", _changes.Select(c => c.Name))} cannot be set to what was measured; the findings say what else would mend it";
                return null;
            }

            notes = new RunNotes();
            var result = _try(_policy.Waivers.Count == 0 ? patched with { Waivers = [] } : patched, notes);
            if (result.Outcome == BuildOutcome.Satisfied) return bytes;
            if (result.Outcome == BuildOutcome.NotEvaluated)
            {
                whyNot = $"what would mend it cannot be built: {result.Diagnostics.First(d => d.Severity == Severity.Error).Message}";
                return null;
            }
        }

        whyNot = $"{MaxTrials} trials, each looser than the one before, found no selection of whole documents that meets the limits";
        return null;
    }

    /// <summary>What to change next. A limit that is missed again is given twice the room.</summary>
    private LimitChanges Next(RunNotes notes)
    {
        if (notes.Problem is { } problem && !problem.Budget.IsAll)
        {
            var planned = LimitRepair.Of(problem, _cancellation);
            if (planned.WhyNot is not null || planned.Changes.Count > 0) return planned;
        }

        var again = 0;
        foreach (var name in notes.Verdicts.Where(v => v.Outcome == Rules.Outcome.Violated).Select(v => v.Name).Distinct())
        {
            again = Math.Max(again, _misses[name] = _misses.GetValueOrDefault(name, -1) + 1);
        }

        return VerdictRepair.Of(notes.Verdicts, notes.Problem?.Budget, again == 0 ? 0 : 5 << again);
    }
}
