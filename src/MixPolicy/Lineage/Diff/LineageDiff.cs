using MixPolicy.Diagnostics;
using MixPolicy.Manifests;
using MixPolicy.Output;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Lineage.Diff;

/// <summary>Compares two generations: their reports, and their manifests row by row, outside memory. Thread-safe.</summary>
public static class LineageDiff
{
    /// <summary>Compares them. What is wrong is in the result, not thrown.</summary>
    /// <param name="request">What to compare.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static DiffResult Run(DiffRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var diagnostics = new DiagnosticBag();
        var older = ReportReader.Read(request.Older, request.Directory, diagnostics);
        var newer = ReportReader.Read(request.Newer, request.Directory, diagnostics);
        var difference = older is null || newer is null ? null : Compare(older, newer, request, diagnostics, cancellation);
        if (difference is { Kept: { IsBroken: true } kept })
        {
            var line = kept.Line;
            diagnostics.Add(new Diagnostic(
                Codes.NeverReplaceBroken, Severity.Violation, new Place(newer!.Name),
                $"never-replace is broken: of {line.HumanRecords} human records of {older!.Name}, {line.Kept} are kept, {line.Excused} excused by tombstones, {line.Lost} lost, {line.Replaced} replaced and {line.NoLongerHuman} no longer human",
                ["bring them back into the sources and build again", "record why they had to go: dotnet mixpolicy tombstone add"]));
        }

        var outcome = diagnostics.HasErrors || difference is null ? BuildOutcome.NotEvaluated : diagnostics.HasViolations ? BuildOutcome.Violated : BuildOutcome.Satisfied;
        return new DiffResult(outcome, diagnostics.Sorted()) { Difference = outcome == BuildOutcome.NotEvaluated ? null : difference };
    }

    private static MixDifference? Compare(ReportAtHand older, ReportAtHand newer, DiffRequest request, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (newer.Generation <= older.Generation)
        {
            diagnostics.Warn(
                Codes.ReportsApart, new Place(older.Name),
                $"the older report is of generation {older.Generation}, the newer one of generation {newer.Generation}: 'added' means what the second has and the first has not", "name the older report first");
        }

        var unit = newer.Unit;
        if (older.Unit != newer.Unit)
        {
            unit = "records";
            diagnostics.Warn(Codes.ReportsApart, new Place(newer.Name), $"the older policy counts in {older.Unit}, the newer one in {newer.Unit}: amounts are given in records");
        }

        try
        {
            var (stated, ledger) = (StatedReader.Read(older, newer), LedgerComparer.Compare(older, newer, cancellation));
            if (ledger.Kind == GrowthKind.Apart) diagnostics.Warn(Codes.ReportsApart, new Place(newer.Name), "the newer ledger does not extend the older one: the two generations are not of one line");
            MixDifference? found = null;
            ManifestAtHand.Use(
                older,
                before => ManifestAtHand.Use(newer, now => found = Compare(before, now, unit, stated, ledger, request, cancellation), diagnostics, cancellation),
                diagnostics,
                cancellation);
            return found;
        }
        catch (SourceFileException e)
        {
            diagnostics.Error(Codes.ReportMismatch, new Place(newer.Name), $"the ledger {Shown.Quote(newer.Ledger.File.Name)} {e.Message}", "restore the output folder as its build left it, or build that generation again");
        }
        catch (OutputUnwritableException e)
        {
            diagnostics.Error(Codes.OutputUnwritable, new Place(""), e.Message);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            diagnostics.Error(Codes.ReportUnreadable, new Place(newer.Name), "the two lineage reports lack what reports say, or say it in another form");
        }

        return null;
    }

    private static MixDifference Compare(
        ManifestAtHand older, ManifestAtHand newer, string unit, StatedDifference stated, LedgerGrowth ledger, DiffRequest request, CancellationToken cancellation)
    {
        using var before = new RadixPartitions<ComparedRow>(Path.Combine(request.ScratchFolder, "older"));
        using var now = new RadixPartitions<ComparedRow>(Path.Combine(request.ScratchFolder, "newer"));
        using var gone = new RadixPartitions<GoneRow>(Path.Combine(request.ScratchFolder, "gone"));
        var sources = new SourceNumbers();
        var olderShares = ComparedMix.Read(older, unit, before, sources, request.Threads, cancellation);
        var newerShares = ComparedMix.Read(newer, unit, now, sources, request.Threads, cancellation);
        var excused = newer.Report.TakenDown.Select(t => t.Digest).ToHashSet();
        var rows = new RowJoin(excused, gone, request.ScratchFolder, cancellation).Run(before, now, request.Threads);
        var fates = GoneRows.Of(gone, newer, request.ScratchFolder, request.Threads, cancellation);
        var olderNames = RowNames.Of(older, [.. rows.Dropped.First.Keys, .. rows.RelabelledRows, .. fates.FirstLost, .. fates.FirstReplaced], cancellation);
        var newerNames = RowNames.Of(newer, [.. rows.Added.First.Keys, .. rows.Reweighted.First.Keys, .. rows.Relabelled.First.Keys], cancellation);
        var changes = new RowChanges(
            rows.Unchanged,
            rows.Added.Group(sources.Names, newerNames),
            rows.Dropped.Group(sources.Names, olderNames),
            rows.Reweighted.Group(sources.Names, newerNames),
            rows.Relabelled.Group(sources.Names, newerNames));
        var counts = rows.Counts;
        var human = counts.Kept + counts.Excused + counts.Gone + counts.Relabelled;
        var counted = new ParentLine(older.Report.Generation, "manifest", human, counts.Kept, counts.Excused, fates.Lost, fates.Replaced, counts.Relabelled);
        var inPool = newer.Report.Parent is { Kept.In: "pool" } parent && parent.Sha256 == older.Report.Document.Sha256 ? parent.Kept : null;
        IReadOnlyList<NamedRow> Named(IEnumerable<long> numbers) => [.. numbers.Select(n => olderNames[n])];
        var kept = new NeverReplace(inPool ?? counted, inPool is not null, counted, Named(fates.FirstLost), Named(fates.FirstReplaced), Named(rows.RelabelledRows));
        return new MixDifference(older.Report, newer.Report, unit, changes, kept, olderShares, newerShares, stated, ledger);
    }
}
