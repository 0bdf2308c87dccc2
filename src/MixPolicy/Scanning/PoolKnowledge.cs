using MixPolicy.Generations;

namespace MixPolicy.Scanning;

/// <summary>What the judge may know of the pool beside the manifest's rows. Immutable.</summary>
internal sealed record PoolKnowledge
{
    /// <summary>Of a manifest that some other tool made: no pool is at hand.</summary>
    public static PoolKnowledge None { get; } = new();

    /// <summary>The largest record in the policy's unit; 0 when unknown.</summary>
    public long Largest { get; init; }

    /// <summary>Texts that gauges are taken of; null for none.</summary>
    public TextSample? Sample { get; init; }

    /// <summary>What is known of the words of the reference; null when no rule asks.</summary>
    public WordReference? Words { get; init; }

    /// <summary>What was found of equal texts.</summary>
    public PoolTexts Texts { get; init; } = PoolTexts.None;

    /// <summary>The texts of the generation before; null when no rule looks at it. Also at hand where the pool is not.</summary>
    public ParentTexts? Parent { get; init; }

    /// <summary>What the pool holds of them; null when no rule looks at it.</summary>
    public PoolFindings? Inherited { get; init; }
}
