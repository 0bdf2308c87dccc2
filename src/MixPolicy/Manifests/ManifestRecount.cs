using MixPolicy.Diagnostics;
using MixPolicy.Gauges;
using MixPolicy.Generations;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>
/// Counts a finished manifest from its rows alone, in exact integers: what the judge goes by. Works as well on a manifest that some other tool
/// made, as long as it has the columns. Row groups are counted side by side; who counts what changes nothing. Memory is bounded by classes of
/// records, never by rows.
/// </summary>
internal sealed class ManifestRecount : IDisposable
{
    private readonly SourceFile _file;
    private readonly RecountLayout _layout;
    private readonly PoolKnowledge _pool;
    private readonly string _workFolder;
    private readonly int _threads;
    private readonly SampleCount? _sample;
    private readonly RadixPartitions<SeenText> _texts;
    private readonly RadixPartitions<RowIdentity> _identities;
    private readonly WordRecount _words;

    private ManifestRecount(SourceFile file, RecountLayout layout, PoolKnowledge pool, string workFolder, int threads)
    {
        (_file, _layout, _pool, _workFolder, _threads) = (file, layout, pool, workFolder, threads);
        _sample = pool.Sample is null ? null : new SampleCount(pool.Sample);
        _texts = new RadixPartitions<SeenText>(Path.Combine(workFolder, "seen"));
        _identities = new RadixPartitions<RowIdentity>(Path.Combine(workFolder, "identities"));
        _words = new WordRecount(layout, workFolder);
    }

    /// <summary>Counts the manifest; null when it cannot be judged (then reported at its name).</summary>
    /// <param name="policy">The policy that it is judged under.</param>
    /// <param name="schema">What the policy's rules look at.</param>
    /// <param name="fullPath">The Parquet file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="pool">What is known of the pool.</param>
    /// <param name="workFolder">Folder for scratch files.</param>
    /// <param name="threads">Workers, at least 1; changes no figure.</param>
    /// <param name="diagnostics">Gets findings.</param>
    /// <param name="cancellation">Ends the count.</param>
    public static Evidence? Run(
        Policy policy,
        RecordSchema schema,
        string fullPath,
        string name,
        PoolKnowledge pool,
        string workFolder,
        int threads,
        DiagnosticBag diagnostics,
        CancellationToken cancellation)
    {
        var file = new SourceFile(0, name, fullPath, FileFormat.Parquet, FileCompression.None);
        using var recount = new ManifestRecount(file, new RecountLayout(policy.Mix.Unit, schema), pool, workFolder, threads);
        try
        {
            return recount.Count(policy.Mix.Unit, cancellation);
        }
        catch (SourceFileException e)
        {
            // A plan that was found impossible may leave nothing to count: that finding stands, and this is only what follows from it.
            if (e.Code == Codes.NothingSelected && pool.Largest > 0 && diagnostics.HasViolations) return null;
            var code = e.Code is Codes.NothingSelected or Codes.ParentUnreadable ? e.Code : Codes.ManifestUnreadable;
            var place = e.Code == Codes.NothingSelected ? policy.Mix.Budget.Place
                : e.Code == Codes.ParentUnreadable ? pool.Parent!.Ancestry.Terms.Parent!.Value.Place
                : new Place(name);
            diagnostics.Error(code, place, e.Message, e.Remedy is null ? [] : [e.Remedy]);
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _texts.Dispose();
        _identities.Dispose();
        _words.Dispose();
    }

    private Evidence Count(MixUnit unit, CancellationToken cancellation)
    {
        var counters = CountRows(cancellation);
        var rows = counters.Sum(c => c.Rows);
        if (rows == 0) throw new SourceFileException(Codes.NothingSelected, "the mix holds no records", "raise mix.budget, or loosen what leaves every record out");
        var classes = ClassCounts.Join(_layout.Schema, [.. counters.Select(c => c.Classes)]).Totals();
        var largest = Math.Max(_pool.Largest, counters.Max(c => c.Largest));
        var (repetitions, inheritance) = CountTexts(unit, cancellation);
        var evidence = new Evidence(unit, _layout.Schema, classes, repetitions, rows, largest)
        {
            Inheritance = inheritance,
            Gauges = _sample is null ? null : MixGauges.Take(_sample),
            Words = _words.Evidence(_pool.Words, _threads, cancellation),
        };
        return evidence.Total > 0 ? evidence : throw new SourceFileException(
            Codes.NothingSelected, $"the mix holds {rows} records but 0 {evidence.UnitWord}: there is nothing to take a share of", "check how tokens are counted");
    }

    private IReadOnlyList<RowCounter> CountRows(CancellationToken cancellation)
    {
        var rows = new ManifestRows(_file, _layout.Paths);
        _layout.Demand(rows.MissingColumns);
        return rows.Read(
            _threads,
            () => new RowCounter(_layout, _texts, _identities, _sample, _words.Open()),
            (batch, counter) => counter.Count(batch),
            cancellation);
    }

    /// <summary>Counts how often texts are seen, checks that no record stands in two rows, and joins with the generation before.</summary>
    private (RepetitionCounts Repetitions, Inheritance? Inheritance) CountTexts(MixUnit unit, CancellationToken cancellation)
    {
        var parent = _pool.Parent;
        using var fates = parent is null ? null : new RowFates(Path.Combine(_workFolder, "fates"), parent.Rows);
        var asked = parent?.Ancestry.Terms.In == KeptIn.Manifest ? fates : null;
        var checks = Workers.Run(
            RadixPartitions<SeenText>.Count,
            _threads,
            () => new PartitionCheck(_texts, _identities, parent is null ? null : new ManifestInheritance(parent, asked)),
            (partition, check) => check.Count(partition),
            cancellation);
        foreach (var check in checks.Skip(1)) checks[0].Tally.Add(check.Tally);
        if (parent is null) return (checks[0].Tally.Counts(), null);
        var missing = asked is { Any: true }
            ? MissingSurvey.Run(parent, asked, unit, new HeldInManifest(_file, _identities, _threads, cancellation), _workFolder, _threads, cancellation)
            : MissingRecords.None;
        return (checks[0].Tally.Counts(), ManifestInheritance.Sum([.. checks.Select(c => c.Inheritance!)], missing) with { Pool = _pool.Inherited });
    }
}
