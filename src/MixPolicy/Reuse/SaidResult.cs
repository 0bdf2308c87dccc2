using MixPolicy.Diagnostics;

namespace MixPolicy.Reuse;

/// <summary>What a build said, without what depends on where it ran.</summary>
/// <param name="Outcome">How it ended: satisfied or violated.</param>
/// <param name="Findings">In their order.</param>
/// <param name="Summary">The mix and its verdicts; null when it did not get so far.</param>
internal sealed record SaidResult(BuildOutcome Outcome, IReadOnlyList<SaidFinding> Findings, BuildSummary? Summary)
{
    /// <summary>Takes it from a result; findings in the policy, or in what it extends, do not repeat how the user wrote the path.</summary>
    /// <param name="result">The result.</param>
    /// <param name="policy">The policy's files, as findings name them.</param>
    public static SaidResult Of(BuildResult result, IReadOnlyList<string> policy)
    {
        var numbers = policy.Select((file, i) => (file, i)).DistinctBy(f => f.file).ToDictionary(f => f.file, f => f.i, StringComparer.Ordinal);
        return new SaidResult(result.Outcome, [.. result.Diagnostics.Select(Said)], result.Summary);

        SaidFinding Said(Diagnostic d) => numbers.TryGetValue(d.Place.File, out var number)
            ? new SaidFinding(d.Code, d.Severity, d.Place with { File = "" }, number, d.Message, d.Remedies, d.Limit, d.Subject, d.Waiver)
            : new SaidFinding(d.Code, d.Severity, d.Place, null, d.Message, d.Remedies, d.Limit, d.Subject, d.Waiver);
    }

    /// <summary>Says it again.</summary>
    /// <param name="policy">The policy's files, as findings name them now.</param>
    /// <param name="written">Paths of the outputs.</param>
    public BuildResult Again(IReadOnlyList<string> policy, IReadOnlyList<string> written) => new(
        Outcome,
        [.. Findings.Select(f => new Diagnostic(f.Code, f.Severity, f.PolicyFile is { } number ? f.Place with { File = policy[number] } : f.Place, f.Message, f.Remedies)
        {
            Limit = f.Limit,
            Subject = f.Subject,
            Waiver = f.Waiver,
        })],
        Summary,
        written)
    { Reused = true };
}

/// <summary>One finding.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Place">Where; the file is left empty when it is one of the policy's.</param>
/// <param name="PolicyFile">Which of the policy's files it is: 0 the policy itself, then those that it extends; null for another.</param>
/// <param name="Message">What was found.</param>
/// <param name="Remedies">What would mend it.</param>
/// <param name="Limit">The limit that was judged; null for none.</param>
/// <param name="Subject">Whom it is about; null for none.</param>
/// <param name="Waiver">The waiver that lets it pass; null for none.</param>
internal sealed record SaidFinding(
    string Code, Severity Severity, Place Place, int? PolicyFile, string Message, IReadOnlyList<string> Remedies, string? Limit, string? Subject, int? Waiver);
