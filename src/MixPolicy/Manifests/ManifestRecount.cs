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
    private readonly Policy _policy;
    private readonly PoolKnowledge _pool;
    private readonly string _workFolder;
    private readonly int _threads;
    private readonly bool _hashes;
    private readonly SampleCount? _sample;
    private readonly SourceNumbers _sources = new();
    private readonly RadixPartitions<SeenText> _texts;
    private readonly RadixPartitions<RowIdentity> _identities;
    private readonly WordRecount _words;
    private readonly NearRecount _near;

    private ManifestRecount(SourceFile file, RecountLayout layout, Policy policy, PoolKnowledge pool, bool hashes, string workFolder, int threads)
    {
        (_file, _layout, _policy, _pool, _hashes, _workFolder, _threads) = (file, layout, policy, pool, hashes, workFolder, threads);
        _sample = pool.Sample is null ? null : new SampleCount(pool.Sample);
        _texts = new RadixPartitions<SeenText>(Path.Combine(workFolder, "seen"));
        _identities = new RadixPartitions<RowIdentity>(Path.Combine(workFolder, "identities"));
        _words = new WordRecount(layout, workFolder);
        _near = new NearRecount(layout, workFolder);
    }

    /// <summary>Counts the manifest; null when it cannot be judged (then reported at its name).</summary>
    /// <param name="policy">The policy that it is judged under.</param>
    /// <param name="schema">What the policy's rules look at.</param>
    /// <param name="fullPath">The Parquet file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="pool">What is known of the pool.</param>
    /// <param name="hashes">Whether the root over its rows is wanted: of a manifest of our own, of the policy's generation.</param>
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
        bool hashes,
        string workFolder,
        int threads,
        DiagnosticBag diagnostics,
        CancellationToken cancellation)
    {
        var file = new SourceFile(0, name, fullPath, FileFormat.Parquet, FileCompression.None);
        using var recount = new ManifestRecount(file, new RecountLayout(policy.Mix.Unit, schema), policy, pool, hashes, workFolder, threads);
        try
        {
            return recount.Count(cancellation);
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
        _near.Dispose();
    }

    private Evidence Count(CancellationToken cancellation)
    {
        var counters = CountRows(cancellation);
        var rows = counters.Sum(c => c.Rows);
        if (rows == 0) throw new SourceFileException(Codes.NothingSelected, "the mix holds no records", "raise mix.budget, or loosen what leaves every record out");
        var classes = ClassCounts.Join(_layout.Schema, [.. counters.Select(c => c.Classes)]).Totals();
        var largest = Math.Max(_pool.Largest, counters.Max(c => c.Largest));
        var (repetitions, inheritance) = CountTexts(cancellation);
        var evidence = new Evidence(_policy.Mix.Unit, _layout.Schema, classes, repetitions, rows, largest)
        {
            Inheritance = inheritance,
            Pool = _pool.Texts,
            HasPool = _pool.Largest > 0,
            Root = _hashes ? RowLeaves.Root(counters.Select(c => c.Leaves!)) : null,
            Gauges = _sample is null ? null : MixGauges.Take(_sample),
            Near = _near.Evidence(_threads, cancellation),
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
            () => new RowCounter(_layout, _sources, _texts, _identities, _sample, _words.Open(), _near, _hashes ? new RowLeaves(_layout, _policy.Generation) : null),
            (batch, counter) => counter.Count(batch, rows.Number(batch, 0)),
            cancellation);
    }

    /// <summary>Counts how often texts are seen, checks that no record stands in two rows, and joins with the generation before.</summary>
    private (RepetitionCounts Repetitions, Inheritance? Inheritance) CountTexts(CancellationToken cancellation)
    {
        var names = _sources.Names.OrderByDescending(s => _policy.FactorOf(s).Value).ThenBy(s => s, StringComparer.Ordinal).ToArray();
        var rankOf = names.Select((name, rank) => (name, rank)).ToDictionary(r => r.name, r => r.rank, StringComparer.Ordinal);
        var ranks = _sources.Names.Select(name => rankOf[name]).ToArray();
        var parent = _pool.Parent;
        using var fates = parent is null ? null : new RowFates(Path.Combine(_workFolder, "fates"), parent.Rows);
        var asked = parent?.Ancestry.Terms.In == KeptIn.Manifest ? fates : null;
        var checks = Workers.Run(
            RadixPartitions<SeenText>.Count,
            _threads,
            () => new PartitionCheck(_texts, _identities, _pool.Texts.ConflictTexts, ranks, parent is null ? null : new ManifestInheritance(parent, asked)),
            (partition, check) => check.Count(partition),
            cancellation);
        foreach (var check in checks.Skip(1)) checks[0].Tally.Add(check.Tally);
        var counts = checks[0].Tally.Counts(names);
        var uses = _policy.Rules.Select(r => r.Texts).ToList();
        counts = counts with
        {
            Copies = Placed(counts.Copies, uses.Any(u => u.Copies is CopyUse.Count or CopyUse.LeaveOut or CopyUse.Drop), cancellation),
            Conflicts = Placed(counts.Conflicts, uses.Any(u => u.Conflicts != ConflictUse.None), cancellation),
        };
        if (parent is null) return (counts, null);
        var missing = asked is { Any: true }
            ? MissingSurvey.Run(parent, asked, _policy.Mix.Unit, new HeldInManifest(_file, _identities, _threads, cancellation), _workFolder, _threads, cancellation)
            : MissingRecords.None;
        return (counts, ManifestInheritance.Sum([.. checks.Select(c => c.Inheritance!)], missing) with { Pool = _pool.Inherited });
    }

    /// <summary>Says where records of the first text stand: the manifest is looked through once more, only where a rule names them.</summary>
    private CopyCounts Placed(CopyCounts counts, bool isNamed, CancellationToken cancellation) =>
        counts.First is { } digest && isNamed ? counts with { Example = TextPlaces.Find(_file, digest, cancellation) } : counts;
}
