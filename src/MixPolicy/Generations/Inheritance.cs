using System.Numerics;

namespace MixPolicy.Generations;

/// <summary>What a mix keeps of the generation before, counted from its rows and the parent's. Immutable.</summary>
/// <param name="Ancestry">What is known of the generation before.</param>
/// <param name="HumanRecords">The parent's human records.</param>
/// <param name="Manifest">What became of them in the manifest.</param>
/// <param name="Missing">Those that the manifest does not keep; none where the policy asks of the pool.</param>
/// <param name="SeenFresh">Amount of the mix (unit × repetitions) that is of a fresh date, but whose text the parent's manifest holds.</param>
/// <param name="TakenDown">Rows of the mix whose text was taken down.</param>
/// <param name="FirstTakenDown">The first ten such texts, by digest.</param>
/// <param name="Pool">What the pool holds; null when a manifest alone is judged.</param>
internal sealed record Inheritance(
    Ancestry Ancestry,
    long HumanRecords,
    KeptCounts Manifest,
    MissingRecords Missing,
    BigInteger SeenFresh,
    long TakenDown,
    IReadOnlyList<string> FirstTakenDown,
    PoolFindings? Pool = null)
{
    /// <summary>What the rule goes by: where the policy says that the parent's records must be.</summary>
    public KeptCounts Counts => Ancestry.Terms.In == KeptIn.Pool && Pool is { } pool ? pool.Counts : Manifest;

    /// <summary>Those that are not kept there.</summary>
    public MissingRecords NotKept => Ancestry.Terms.In == KeptIn.Pool && Pool is { } pool ? pool.Missing : Missing;

    /// <summary>The figures for people and programs; null where there is no parent.</summary>
    public ParentLine? Line() => Ancestry.Parent is not { } parent ? null : new ParentLine(
        parent.Generation,
        Ancestry.Terms.In == KeptIn.Pool ? "pool" : "manifest",
        HumanRecords,
        Counts.Kept,
        Counts.Excused,
        NotKept.Lost.Records,
        NotKept.Replaced.Records,
        NotKept.Relabelled.Records);
}
