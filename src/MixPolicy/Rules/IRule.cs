using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// One rule, with two faces: what it asks of the planner before, and how it judges what was built after. A rule is immutable and
/// thread-safe; it never sees the plan when it judges.
/// </summary>
internal interface IRule
{
    /// <summary>Its key under <c>rules</c>.</summary>
    string Key { get; }

    /// <summary>Where the policy states it.</summary>
    Place Place { get; }

    /// <summary>Attributes it looks at, beyond source, origin, depth and what it asks of the date. Each becomes a column of the manifest.</summary>
    IReadOnlyList<AttributeUse> Attributes { get; }

    /// <summary>The window that makes a record fresh, if this rule sets one.</summary>
    FreshWindow? Window => null;

    /// <summary>What this rule says of the generation before, if it does.</summary>
    ParentTerms? Parent => null;

    /// <summary>From when on a claim to be human needs evidence, if this rule says so.</summary>
    EvidenceDay? EvidenceDay => null;

    /// <summary>What it wants gathered of the texts while they are scanned.</summary>
    IReadOnlyList<ITextGathering> Gatherings => [];

    /// <summary>What it wants settled of records that hold the same text.</summary>
    TextUse Texts => TextUse.None;

    /// <summary>Whether a hard limit of it keeps every record of a class out of the mix: such a record is not the one to stand for its text.</summary>
    bool Refuses(RecordClass record, RecordSchema schema) => false;

    /// <summary>How it divides records, as a word for the stratum's name; null when it does not divide this class.</summary>
    string? Facet(RecordClass record, RecordSchema schema);

    /// <summary>As the other, by what is known of a record only once the whole pool is.</summary>
    string? Facet(RecordFact fact) => null;

    /// <summary>The rule with what the pool holds, where it measures the mix against that; else itself.</summary>
    IRule Informed(PoolCensus pool) => this;

    /// <summary>States what it wants of the mix: shares, bounds.</summary>
    void Ask(PlanAsk ask);

    /// <summary>Why it cannot be judged on this evidence; null when it can.</summary>
    NotJudged? CannotJudge(Evidence evidence) => null;

    /// <summary>Judges the recounted manifest: one verdict a limit.</summary>
    IEnumerable<Verdict> Judge(Evidence evidence);
}
