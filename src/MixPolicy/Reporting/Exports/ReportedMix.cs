using System.Numerics;

namespace MixPolicy.Reporting.Exports;

/// <summary>What a lineage report says, as far as exports tell it. Immutable.</summary>
/// <param name="Sha256">SHA-256 of the report's file, lower-case hex.</param>
/// <param name="ToolVersion">The version of mixpolicy that built the mix.</param>
/// <param name="Verdict"><c>satisfied</c>, <c>warned</c>, <c>waived</c> or <c>violated</c>.</param>
/// <param name="Policy">Name of the policy.</param>
/// <param name="PolicySha256">Digest of the policy.</param>
/// <param name="Generation">Number of the model generation that the mix trains.</param>
/// <param name="AsOf">The policy's date; null when it has none.</param>
/// <param name="Unit"><c>tokens</c>, <c>records</c> or <c>bytes</c>.</param>
/// <param name="Parent">The generation before; null when no rule names it.</param>
/// <param name="TakenDown">Records left out because their text was taken down; null when nothing says what was.</param>
/// <param name="Ledger">The pool's ledger.</param>
/// <param name="Sources">In the policy's order.</param>
/// <param name="Total">The mix's amount in the unit, repetitions counted.</param>
/// <param name="Records">Distinct records in it.</param>
/// <param name="TellsGenerators">Whether <paramref name="Parts"/> tell generators apart.</param>
/// <param name="Parts">The mix by source, origin, depth and generator.</param>
/// <param name="Rules">One a limit.</param>
/// <param name="Waivers">What excuses a broken limit.</param>
/// <param name="Manifest">The manifest.</param>
internal sealed record ReportedMix(
    string Sha256,
    string ToolVersion,
    string Verdict,
    string Policy,
    string PolicySha256,
    long Generation,
    string? AsOf,
    string Unit,
    ReportedParent? Parent,
    long? TakenDown,
    ReportedLedger Ledger,
    IReadOnlyList<ReportedSource> Sources,
    BigInteger Total,
    long Records,
    bool TellsGenerators,
    IReadOnlyList<ReportedPart> Parts,
    IReadOnlyList<ReportedRule> Rules,
    IReadOnlyList<ReportedWaiver> Waivers,
    ReportedManifest Manifest)
{
    /// <summary>The parts of one source.</summary>
    public IEnumerable<ReportedPart> PartsOf(ReportedSource source) => Parts.Where(p => p.Source == source.Name);

    /// <summary>Parts that are not human.</summary>
    public IEnumerable<ReportedPart> Synthetic => Parts.Where(p => !OriginTerms.IsHuman(p.Origin));

    /// <summary>Parts that a model had a hand in, as far as anybody says.</summary>
    public IEnumerable<ReportedPart> ByModel => Parts.Where(p => OriginTerms.IsByModel(p.Origin));

    /// <summary>Words of the origins in the mix, in the product's order.</summary>
    public IEnumerable<string> Origins => OriginTerms.Words.Where(o => Parts.Any(p => p.Origin == o));
}

/// <summary>The generation before.</summary>
/// <param name="Path">Its report, as the policy writes it.</param>
/// <param name="Sha256">Digest of that report.</param>
/// <param name="Generation">Its number.</param>
/// <param name="ManifestSha256">Digest of its manifest.</param>
/// <param name="HumanRecords">Human records of its manifest.</param>
/// <param name="Kept">Those of them that are kept.</param>
/// <param name="Excused">Those that a tombstone excuses.</param>
internal sealed record ReportedParent(string Path, string Sha256, long Generation, string ManifestSha256, long HumanRecords, long Kept, long Excused);

/// <summary>The pool's ledger.</summary>
/// <param name="File">Its file, beside the report.</param>
/// <param name="Sha256">Digest of it.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Records">Its leaves.</param>
/// <param name="Root">RFC 6962 root over them.</param>
/// <param name="ParentRecords">Leaves of the parent's ledger; null without a parent.</param>
/// <param name="ParentRoot">Its root; null without a parent.</param>
internal sealed record ReportedLedger(string File, string Sha256, long Bytes, long Records, string Root, long? ParentRecords, string? ParentRoot);

/// <summary>A source.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Records">Records admitted.</param>
/// <param name="Quarantined">Records set aside because they could not be read.</param>
/// <param name="Tags">What the policy says of its records, by attribute.</param>
/// <param name="Files">What was read.</param>
internal sealed record ReportedSource(string Name, long Records, long Quarantined, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<ReportedFile> Files)
{
    /// <summary>A tag's value; null when the source has none of that name.</summary>
    public string? Tag(string name) => Tags.GetValueOrDefault(name);
}

/// <summary>A file that was read.</summary>
/// <param name="Name">Path from the policy's folder.</param>
/// <param name="Sha256">Digest of it.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Quarantined">Those of them that could not be read.</param>
internal sealed record ReportedFile(string Name, string Sha256, long Bytes, long Rows, long Quarantined);

/// <summary>A part of the mix.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Origin">Where the texts come from.</param>
/// <param name="Depth">Models between them and human text; null when nobody knows.</param>
/// <param name="Generator">Who wrote them; null when nobody says.</param>
/// <param name="Records">Distinct records.</param>
/// <param name="Amount">Their amount in the unit, repetitions counted.</param>
internal sealed record ReportedPart(string Source, string Origin, long? Depth, string? Generator, long Records, BigInteger Amount);

/// <summary>A limit and what was measured.</summary>
/// <param name="Code">Code of its finding.</param>
/// <param name="Name">By its path in the policy.</param>
/// <param name="Subject">Whom it is about; null where that is clear.</param>
/// <param name="AtLeast">Whether the measured value must be at least the limit; else at most.</param>
/// <param name="Unit">What the numbers count.</param>
/// <param name="Measured">Numerator and denominator, not reduced.</param>
/// <param name="Limit">The failing limit; null where the policy only warns.</param>
/// <param name="WarnLimit">The warning limit; null where there is none.</param>
/// <param name="Verdict">How it came out.</param>
/// <param name="Waiver">Index of the waiver that it rests on; null for none.</param>
internal sealed record ReportedRule(
    string Code, string Name, string? Subject, bool AtLeast, string Unit, ReportedRatio Measured, ReportedRatio? Limit, ReportedRatio? WarnLimit, string Verdict, long? Waiver);

/// <summary>A ratio as it is written.</summary>
internal sealed record ReportedRatio(BigInteger Numerator, BigInteger Denominator);

/// <summary>A waiver.</summary>
/// <param name="Rule">The limit that it bends, by its path in the policy.</param>
/// <param name="State"><c>used</c>, <c>unused</c> or <c>expired</c>.</param>
/// <param name="Expires">Until when, UTC.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Reason">Why.</param>
internal sealed record ReportedWaiver(string Rule, string State, string Expires, string Owner, string Reason);

/// <summary>The manifest.</summary>
/// <param name="File">Its file, beside the report.</param>
/// <param name="Sha256">Digest of it.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Root">RFC 6962 root over its rows.</param>
internal sealed record ReportedManifest(string File, string Sha256, long Bytes, long Rows, string Root);
