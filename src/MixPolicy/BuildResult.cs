using MixPolicy.Diagnostics;

namespace MixPolicy;

/// <summary>How a run ended.</summary>
public enum BuildOutcome
{
    /// <summary>Every hard limit holds; warnings allowed. Exit code 0.</summary>
    Satisfied = 0,

    /// <summary>A hard limit is broken. Exit code 1.</summary>
    Violated = 1,

    /// <summary>Could not be evaluated. Exit code 2.</summary>
    NotEvaluated = 2,
}

/// <summary>What a run found and made.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Diagnostics">Findings: by file, line, column and code.</param>
/// <param name="Summary">The mix and its verdicts; null when the run did not get so far.</param>
/// <param name="Written">Absolute paths of the files written, in the order in which they were put in place.</param>
public sealed record BuildResult(
    BuildOutcome Outcome,
    IReadOnlyList<Diagnostic> Diagnostics,
    BuildSummary? Summary,
    IReadOnlyList<string> Written)
{
    /// <summary>
    /// True when nothing had changed since the build that came to this result: it is that build's, word for word, and the files that
    /// <see cref="Written"/> names are those that it wrote.
    /// </summary>
    public bool Reused { get; init; }

    /// <summary>Absolute path of the output folder, whether anything was written there or not; null when the policy does not stand.</summary>
    public string? Folder { get; init; }

    /// <summary>The file that the run was asked about, as the user wrote it: findings of no file are shown there. Null when it is not known.</summary>
    public string? File { get; init; }

    /// <summary>Version of the tool that ran; null when it is not known.</summary>
    public string? ToolVersion { get; init; }

    /// <summary>What a host answers that cannot even start what it is asked for, such as for want of a key.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="why">What stands in the way.</param>
    public static BuildResult Refused(BuildRequest request, IReadOnlyList<Diagnostic> why)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(BuildOutcome.NotEvaluated, why, null, []) { File = request.Policy, ToolVersion = request.ToolVersion };
    }
}

/// <summary>The mix in figures. Amounts are in <paramref name="Unit"/> (unit × repetitions) unless said otherwise.</summary>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Unit"><c>tokens</c>, <c>records</c> or <c>bytes</c>.</param>
/// <param name="Budget">As the policy writes it, in full: <c>2000000</c>, <c>1000000..2000000</c> or <c>all</c>.</param>
/// <param name="Total">The mix's amount.</param>
/// <param name="Records">Distinct records in the mix.</param>
/// <param name="Quarantined">Records set aside.</param>
/// <param name="Strata">One line a stratum, by name.</param>
/// <param name="Rules">One line a limit, in the catalogue's order.</param>
/// <param name="ManifestDigest">SHA-256 of the manifest, lower-case hex; null when none was made.</param>
/// <param name="Plan">How the mix was planned; null when it was only judged, or when the budget takes all.</param>
public sealed record BuildSummary(
    string Policy,
    string Unit,
    string Budget,
    long Total,
    long Records,
    long Quarantined,
    IReadOnlyList<StratumLine> Strata,
    IReadOnlyList<RuleLine> Rules,
    string? ManifestDigest,
    PlanSummary? Plan = null)
{
    /// <summary>What became of the parent's human records; null when no rule looks at a parent.</summary>
    public ParentLine? Parent { get; init; }

    /// <summary>One line a waiver, in the policy's order.</summary>
    public IReadOnlyList<WaiverLine> Waivers { get; init; } = [];
}

/// <summary>A waiver and what became of it.</summary>
/// <param name="Rule">Code of the finding that it lets pass.</param>
/// <param name="Subject">Whom it is about; null for all that the code is about.</param>
/// <param name="Limit">What must hold all the same, for people: <c>&gt;= 0.27</c>.</param>
/// <param name="Expires">From which instant on it no longer counts: <c>2026-12-01T00:00:00Z</c>.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="ApprovedBy">Who let it be.</param>
/// <param name="Ticket">Where it is tracked.</param>
/// <param name="Reason">Why it is needed.</param>
/// <param name="State"><c>used</c>, <c>unused</c>, <c>exceeded</c> (the limit is broken beyond what it lets pass) or <c>expired</c>.</param>
public sealed record WaiverLine(
    string Rule, string? Subject, string Limit, string Expires, string Owner, string ApprovedBy, string Ticket, string Reason, string State);

/// <summary>What became of the parent's human records: the last five figures add up to all of them.</summary>
/// <param name="Generation">The parent's generation.</param>
/// <param name="In">Where they must be: <c>manifest</c> or <c>pool</c>.</param>
/// <param name="HumanRecords">How many the parent's manifest holds.</param>
/// <param name="Kept">Their text is there, as human text.</param>
/// <param name="Excused">Their text is gone, and a tombstone says why.</param>
/// <param name="Lost">Their text is gone.</param>
/// <param name="Replaced">Their text is gone; the record of their source and id has another.</param>
/// <param name="NoLongerHuman">Their text is there only as text that is not human.</param>
public sealed record ParentLine(
    long Generation, string In, long HumanRecords, long Kept, long Excused, long Lost, long Replaced, long NoLongerHuman);

/// <summary>What a stratum had, should have given, was asked for and gave.</summary>
/// <param name="Name">The stratum.</param>
/// <param name="Records">Records available.</param>
/// <param name="Available">Their amount, each once.</param>
/// <param name="Target">What it would give if no limit bound.</param>
/// <param name="Asked">The plan's amount.</param>
/// <param name="Taken">The amount in the mix.</param>
/// <param name="TakenRecords">Distinct records in the mix.</param>
public sealed record StratumLine(string Name, long Records, long Available, long Target, long Asked, long Taken, long TakenRecords);

/// <summary>One limit and what was measured.</summary>
/// <param name="Code">Code of the finding that breaking it raises.</param>
/// <param name="Name">The limit by its path in the policy.</param>
/// <param name="Subject">Whom it is about when there are several; else null.</param>
/// <param name="Outcome"><c>satisfied</c>, <c>warned</c>, <c>waived</c> or <c>violated</c>; <see cref="Gauge"/> for what is only shown.</param>
/// <param name="Measured">For people, from exact integers: <c>0.3127</c> or <c>2048</c>.</param>
/// <param name="Limit">For people: <c>&gt;= 0.30 (warn below 0.40)</c>.</param>
public sealed record RuleLine(string Code, string Name, string? Subject, string Outcome, string Measured, string Limit)
{
    /// <summary>The outcome of what is shown and never gates.</summary>
    public const string Gauge = "gauge";

    /// <summary>The outcome of what is broken, within what a waiver allows.</summary>
    public const string Waived = "waived";
}

/// <summary>How the mix was planned: as near to the targets as the limits allow.</summary>
/// <param name="IsMix">False when no mix meets every limit: the plan is then the nearest compromise.</param>
/// <param name="IsProved">Whether it is proved in exact arithmetic that no mix within the limits is nearer to the targets.</param>
/// <param name="OffTargets">How much of the mix lies elsewhere than the targets put it, in the mix's unit.</param>
/// <param name="Unasked">Strata that could be in the mix but have a target of 0.</param>
/// <param name="UnaskedAmount">What is planned of them: their floors, or what a limit needs of them.</param>
/// <param name="Costs">One line a binding limit, dearest first; empty when the plan is not proved.</param>
public sealed record PlanSummary(bool IsMix, bool IsProved, long OffTargets, int Unasked, long UnaskedAmount, IReadOnlyList<CostLine> Costs);

/// <summary>What a binding limit costs.</summary>
/// <param name="Code">Code of the finding that breaking it raises.</param>
/// <param name="Name">The limit by its path in the policy.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="Moves">How much it moves away from the targets, in the mix's unit.</param>
/// <param name="Multiplier">
/// The marginal cost, to nine decimals: what one more unit of the limit's bound adds to the distance that is minimised, the sum of (planned - target)² /
/// (2 × target). Null for caps and floors of single strata.
/// </param>
public sealed record CostLine(string Code, string Name, string Subject, long Moves, string? Multiplier);
