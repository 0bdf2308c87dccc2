using MixPolicy.Diagnostics;
using MixPolicy.Gauges;
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
    private readonly int _threads;
    private readonly SampleCount? _sample;
    private readonly SourceNumbers _sources = new();
    private readonly RadixPartitions<SeenText> _texts;
    private readonly RadixPartitions<RowIdentity> _identities;
    private readonly WordRecount _words;

    private ManifestRecount(SourceFile file, RecountLayout layout, Policy policy, PoolKnowledge pool, string workFolder, int threads)
    {
        (_file, _layout, _policy, _pool, _threads) = (file, layout, policy, pool, threads);
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
        using var recount = new ManifestRecount(file, new RecountLayout(policy.Mix.Unit, schema), policy, pool, workFolder, threads);
        try
        {
            return recount.Count(cancellation);
        }
        catch (SourceFileException e)
        {
            // A plan that was found impossible may leave nothing to count: that finding stands, and this is only what follows from it.
            if (e.Code == Codes.NothingSelected && pool.Largest > 0 && diagnostics.HasViolations) return null;
            var code = e.Code == Codes.NothingSelected ? e.Code : Codes.ManifestUnreadable;
            var place = e.Code == Codes.NothingSelected ? policy.Mix.Budget.Place : new Place(name);
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

    private Evidence Count(CancellationToken cancellation)
    {
        var counters = CountRows(cancellation);
        var rows = counters.Sum(c => c.Rows);
        if (rows == 0) throw new SourceFileException(Codes.NothingSelected, "the mix holds no records", "raise mix.budget, or loosen what leaves every record out");
        var classes = ClassCounts.Join(_layout.Schema, [.. counters.Select(c => c.Classes)]).Totals();
        var largest = Math.Max(_pool.Largest, counters.Max(c => c.Largest));
        var evidence = new Evidence(_policy.Mix.Unit, _layout.Schema, classes, CountTexts(cancellation), rows, largest)
        {
            Pool = _pool.Texts,
            Gauges = _sample is null ? null : MixGauges.Take(_sample),
            Words = _words.Evidence(_pool.Words, _threads, cancellation),
        };
        return evidence.Total > 0 ? evidence : throw new SourceFileException(
            Codes.NothingSelected, $"the mix holds {rows} records but 0 {evidence.UnitWord}: there is nothing to take a share of", "check how tokens are counted");
    }

    /// <summary>Counts all row groups. Of several faults the first in the file is the one thrown, whoever came upon it when.</summary>
    private RowCounter[] CountRows(CancellationToken cancellation)
    {
        int groups;
        using (var head = new ParquetRecordReader(_file, FilePart.Whole, _layout.Paths))
        {
            _layout.Demand(head.MissingColumns);
            groups = head.RowGroupCount;
        }

        var counters = new RowCounter[Math.Clamp(groups, 1, _threads)];
        var faults = new SortedDictionary<int, SourceFileException>();
        var (next, end) = (-1, groups);
        Workers.Run(
            counters.Length,
            _threads,
            worker =>
            {
                var counter = counters[worker] = new RowCounter(_layout, _sources, _texts, _identities, _sample, _words.Open());
                using var reader = new ParquetRecordReader(_file, FilePart.Whole, _layout.Paths);
                var batch = new RecordBatch(_layout.Paths);
                while (Interlocked.Increment(ref next) is var group && group < Volatile.Read(ref end))
                {
                    try
                    {
                        reader.Turn(new FilePart(group, group + 1, 0));
                        while (reader.Read(batch, cancellation)) counter.Count(batch);
                    }
                    catch (SourceFileException e)
                    {
                        // Groups before this one have been taken, and are counted to their end: one of them may be at fault too.
                        lock (faults)
                        {
                            faults.Add(group, e);
                            end = Math.Min(end, group);
                        }

                        return;
                    }
                }
            },
            cancellation);
        return faults.Count == 0 ? counters : throw faults.First().Value;
    }

    /// <summary>Counts how often texts are seen, and checks that no record stands in two rows.</summary>
    private RepetitionCounts CountTexts(CancellationToken cancellation)
    {
        var names = _sources.Names.OrderByDescending(s => _policy.FactorOf(s).Value).ThenBy(s => s, StringComparer.Ordinal).ToArray();
        var rankOf = names.Select((name, rank) => (name, rank)).ToDictionary(r => r.name, r => r.rank, StringComparer.Ordinal);
        var ranks = _sources.Names.Select(name => rankOf[name]).ToArray();
        var tallies = Workers.Run(
            RadixPartitions<SeenText>.Count,
            _threads,
            () => new PartitionCheck(_texts, _identities, _pool.Texts.ConflictTexts, ranks),
            (partition, check) => check.Count(partition),
            cancellation).Select(check => check.Tally).ToArray();
        foreach (var tally in tallies[1..]) tallies[0].Add(tally);
        var counts = tallies[0].Counts(names);
        var uses = _policy.Rules.Select(r => r.Texts).ToList();
        return counts with
        {
            Copies = Placed(counts.Copies, uses.Any(u => u.Copies is CopyUse.Count or CopyUse.LeaveOut or CopyUse.Drop), cancellation),
            Conflicts = Placed(counts.Conflicts, uses.Any(u => u.Conflicts != ConflictUse.None), cancellation),
        };
    }

    /// <summary>Says where records of the first text stand: the manifest is looked through once more, only where a rule names them.</summary>
    private CopyCounts Placed(CopyCounts counts, bool isNamed, CancellationToken cancellation) =>
        counts.First is { } digest && isNamed ? counts with { Example = TextPlaces.Find(_file, digest, cancellation) } : counts;
}
