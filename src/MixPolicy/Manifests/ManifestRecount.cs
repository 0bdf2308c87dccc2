using MixPolicy.Diagnostics;
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
    private readonly ParentTexts? _parent;
    private readonly string _workFolder;
    private readonly int _threads;
    private readonly RadixPartitions<SeenText> _texts;
    private readonly RadixPartitions<RowIdentity> _identities;

    private ManifestRecount(SourceFile file, RecountLayout layout, ParentTexts? parent, string workFolder, int threads)
    {
        (_file, _layout, _parent, _workFolder, _threads) = (file, layout, parent, workFolder, threads);
        _texts = new RadixPartitions<SeenText>(Path.Combine(workFolder, "seen"));
        _identities = new RadixPartitions<RowIdentity>(Path.Combine(workFolder, "identities"));
    }

    /// <summary>Counts the manifest; null when it cannot be judged (then reported at its name).</summary>
    /// <param name="policy">The policy that it is judged under.</param>
    /// <param name="schema">What the policy's rules look at.</param>
    /// <param name="fullPath">The Parquet file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="largestOfPool">The pool's largest record in the unit; 0 when unknown.</param>
    /// <param name="parent">The rows of the generation before; null when no rule looks at it.</param>
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
        ParentTexts? parent,
        string workFolder,
        int threads,
        DiagnosticBag diagnostics,
        CancellationToken cancellation)
    {
        var file = new SourceFile(0, name, fullPath, FileFormat.Parquet, FileCompression.None);
        using var recount = new ManifestRecount(file, new RecountLayout(policy.Mix.Unit, schema), parent, workFolder, threads);
        try
        {
            return recount.Count(policy.Mix.Unit, largestOfPool, cancellation);
        }
        catch (SourceFileException e)
        {
            // A plan that was found impossible may leave nothing to count: that finding stands, and this is only what follows from it.
            if (e.Code == Codes.NothingSelected && largestOfPool > 0 && diagnostics.HasViolations) return null;
            var code = e.Code is Codes.NothingSelected or Codes.ParentUnreadable ? e.Code : Codes.ManifestUnreadable;
            var place = e.Code == Codes.NothingSelected ? policy.Mix.Budget.Place
                : e.Code == Codes.ParentUnreadable ? parent!.Ancestry.Terms.Parent!.Value.Place
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
    }

    private Evidence Count(MixUnit unit, long largestOfPool, CancellationToken cancellation)
    {
        var counters = CountRows(cancellation);
        var rows = counters.Sum(c => c.Rows);
        if (rows == 0) throw new SourceFileException(Codes.NothingSelected, "the mix holds no records", "raise mix.budget, or loosen what leaves every record out");
        var classes = ClassCounts.Join(_layout.Schema, [.. counters.Select(c => c.Classes)]).Totals();
        var largest = Math.Max(largestOfPool, counters.Max(c => c.Largest));
        var (repetitions, inheritance) = CountTexts(unit, cancellation);
        var evidence = new Evidence(unit, _layout.Schema, classes, repetitions, rows, largest) { Inheritance = inheritance };
        return evidence.Total > 0 ? evidence : throw new SourceFileException(
            Codes.NothingSelected, $"the mix holds {rows} records but 0 {evidence.UnitWord}: there is nothing to take a share of", "check how tokens are counted");
    }

    private IReadOnlyList<RowCounter> CountRows(CancellationToken cancellation)
    {
        var rows = new ManifestRows(_file, _layout.Paths);
        _layout.Demand(rows.MissingColumns);
        return rows.Read(_threads, () => new RowCounter(_layout, _texts, _identities), (batch, counter) => counter.Count(batch), cancellation);
    }

    /// <summary>Counts how often texts are seen, checks that no record stands in two rows, and joins with the generation before.</summary>
    private (RepetitionCounts Repetitions, Inheritance? Inheritance) CountTexts(MixUnit unit, CancellationToken cancellation)
    {
        using var fates = _parent is null ? null : new RowFates(Path.Combine(_workFolder, "fates"), _parent.Rows);
        var asked = _parent?.Ancestry.Terms.In == KeptIn.Manifest ? fates : null;
        var checks = Workers.Run(
            RadixPartitions<SeenText>.Count,
            _threads,
            () => new PartitionCheck(_texts, _identities, _parent is null ? null : new ManifestInheritance(_parent, asked)),
            (partition, check) => check.Count(partition),
            cancellation);
        foreach (var check in checks.Skip(1)) checks[0].Tally.Add(check.Tally);
        if (_parent is null) return (checks[0].Tally.Counts(), null);
        var missing = asked is { Any: true }
            ? MissingSurvey.Run(_parent, asked, unit, new HeldInManifest(_file, _identities, _threads, cancellation), _workFolder, _threads, cancellation)
            : MissingRecords.None;
        return (checks[0].Tally.Counts(), ManifestInheritance.Sum([.. checks.Select(c => c.Inheritance!)], missing));
    }
}
