using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy;

/// <summary>
/// What is settled once the whole pool is known and before anything is chosen: which texts are equal or nearly, which the generation before had, which
/// words are rare; and, divided by all that, the inventory.
/// </summary>
internal sealed class SettledPool : IDisposable
{
    private readonly PoolTexts _texts;
    private readonly NearGroups? _near;

    private SettledPool(Policy policy, Inventory inventory, PoolKnowledge knowledge, NearGroups? near)
    {
        (Policy, Inventory, Knowledge, _texts, _near) = (policy, inventory, knowledge, knowledge.Texts, near);
    }

    /// <summary>The policy, whose rules know by now what they had to learn of the pool.</summary>
    public Policy Policy { get; }

    /// <summary>The pool by strata.</summary>
    public Inventory Inventory { get; }

    /// <summary>What the judge may know of it.</summary>
    public PoolKnowledge Knowledge { get; }

    /// <summary>Settles a pool; null when it cannot be evaluated (then reported).</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="schema">What its rules look at.</param>
    /// <param name="index">Every admitted record.</param>
    /// <param name="parent">The texts of the generation before; null when no rule looks at it.</param>
    /// <param name="threads">Workers, at least 1; changes no byte.</param>
    /// <param name="diagnostics">Gets findings.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static SettledPool? Of(
        Policy policy, RecordSchema schema, RecordIndex index, ParentTexts? parent, int threads, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var texts = TextJoin.Run(policy, schema, index, threads, diagnostics, cancellation);
        NearGroups? near = null;
        SettledPool? settled = null;
        try
        {
            // What was dropped as a copy or taken down is in no stratum, so the parent comes after the texts, and both before what is counted.
            var inherited = PoolInheritance.Settle(policy, schema, parent, index, threads, diagnostics, cancellation);
            if (diagnostics.HasErrors) return null;
            var informed = policy.Informed(new PoolCensus(policy.Mix.Unit, schema, index, threads, cancellation));
            var words = RareWords.Take(schema, index, threads, cancellation);
            near = NearGroups.Take(schema, index, threads, cancellation);
            if (Inventory.Take(informed, schema, index, words, near, threads, diagnostics, cancellation) is not { } inventory) return null;
            var knowledge = new PoolKnowledge
            {
                Largest = inventory.Largest,
                Sample = TextSample.Of(index, schema, cancellation),
                Words = words?.Reference,
                Texts = texts,
                Parent = parent,
                Inherited = inherited,
            };
            return settled = new SettledPool(informed, inventory, knowledge, near);
        }
        finally
        {
            if (settled is null)
            {
                texts.Dispose();
                near?.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _texts.Dispose();
        _near?.Dispose();
    }
}
