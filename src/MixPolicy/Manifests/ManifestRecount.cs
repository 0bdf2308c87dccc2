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
    private readonly int _threads;
    private readonly SampleCount? _sample;
    private readonly RadixPartitions<SeenText> _texts;
    private readonly RadixPartitions<RowIdentity> _identities;

    private ManifestRecount(SourceFile file, RecountLayout layout, SampleCount? sample, string workFolder, int threads)
    {
        (_file, _layout, _sample, _threads) = (file, layout, sample, threads);
        _texts = new RadixPartitions<SeenText>(Path.Combine(workFolder, "seen"));
        _identities = new RadixPartitions<RowIdentity>(Path.Combine(workFolder, "identities"));
    }

    /// <summary>Counts the manifest; null when it cannot be judged (then reported at its name).</summary>
    /// <param name="policy">The policy that it is judged under.</param>
    /// <param name="schema">What the policy's rules look at.</param>
    /// <param name="fullPath">The Parquet file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="largestOfPool">The pool's largest record in the unit; 0 when unknown.</param>
    /// <param name="sample">Texts that gauges are taken of; null for none.</param>
    /// <param name="workFolder">Folder for scratch files.</param>
    /// <param name="threads">Workers, at least 1; changes no figure.</param>
    /// <param name="diagnostics">Gets findings.</param>
    /// <param name="cancellation">Ends the count.</param>
    public static Evidence? Run(
        Policy policy,
        RecordSchema schema,
        string fullPath,
        string name,
        long largestOfPool,
        TextSample? sample,
        string workFolder,
        int threads,
        DiagnosticBag diagnostics,
        CancellationToken cancellation)
    {
        var file = new SourceFile(0, name, fullPath, FileFormat.Parquet, FileCompression.None);
        using var recount = new ManifestRecount(file, new RecountLayout(policy.Mix.Unit, schema), sample is null ? null : new SampleCount(sample), workFolder, threads);
        try
        {
            return recount.Count(policy.Mix.Unit, largestOfPool, cancellation);
        }
        catch (SourceFileException e)
        {
            // A plan that was found impossible may leave nothing to count: that finding stands, and this is only what follows from it.
            if (e.Code == Codes.NothingSelected && largestOfPool > 0 && diagnostics.HasViolations) return null;
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
    }

    private Evidence Count(MixUnit unit, long largestOfPool, CancellationToken cancellation)
    {
        var counters = CountRows(cancellation);
        var rows = counters.Sum(c => c.Rows);
        if (rows == 0) throw new SourceFileException(Codes.NothingSelected, "the mix holds no records", "raise mix.budget, or loosen what leaves every record out");
        var classes = ClassCounts.Join(_layout.Schema, [.. counters.Select(c => c.Classes)]).Totals();
        var largest = Math.Max(largestOfPool, counters.Max(c => c.Largest));
        var evidence = new Evidence(unit, _layout.Schema, classes, CountTexts(cancellation), rows, largest)
        {
            Gauges = _sample is null ? null : MixGauges.Take(_sample),
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
                var counter = counters[worker] = new RowCounter(_layout, _texts, _identities, _sample);
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
        var tallies = Workers.Run(
            RadixPartitions<SeenText>.Count,
            _threads,
            () => new PartitionCheck(_texts, _identities),
            (partition, check) => check.Count(partition),
            cancellation).Select(check => check.Tally).ToArray();
        foreach (var tally in tallies[1..]) tallies[0].Add(tally);
        return tallies[0].Counts();
    }
}
