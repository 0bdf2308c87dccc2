using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Policies;
using MixPolicy.Sources;

namespace MixPolicy.Lineage.Trace;

/// <summary>Answers whether a text was in a mix, in which generations, how often and as what, with proofs. Thread-safe.</summary>
public static class TextTrace
{
    private const string Restore = "restore the output folder as its build left it, or build that generation again";

    /// <summary>Answers. What is wrong is in the result, not thrown.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static TraceResult Run(TraceRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var diagnostics = new DiagnosticBag();
        var asked = QuestionReader.Read(request.Text, request.Directory, diagnostics, cancellation);
        var report = ReportReader.Read(request.Report, request.Directory, diagnostics);
        var traced = asked is null || report is null ? null : Trace(asked, ParentSearch.Chain(report, request.Parents, request.Directory, diagnostics), diagnostics, cancellation);
        if (traced is null || diagnostics.HasErrors) return new TraceResult(BuildOutcome.NotEvaluated, diagnostics.Sorted(), []);
        if (traced.Form == TextForm.WithoutNewline)
        {
            diagnostics.Warn(
                Codes.FinalNewline, new Place(asked!.File!.Replace('\\', '/')),
                $"the file ends with a newline, which the text does not: no record has the SHA-256 {asked.Digest} of all its bytes; what is shown is the text without it, {asked.WithoutNewline}");
        }

        Expect(request.Expect, traced, diagnostics);
        var written = request.Proofs is { } proofs ? Write(traced, Path.GetFullPath(proofs, request.Directory), diagnostics) : [];
        var outcome = diagnostics.HasErrors ? BuildOutcome.NotEvaluated : diagnostics.HasViolations ? BuildOutcome.Violated : BuildOutcome.Satisfied;
        return new TraceResult(outcome, diagnostics.Sorted(), written) { Traced = traced };
    }

    private static TracedText? Trace(AskedText asked, IReadOnlyList<ReportAtHand> chain, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (diagnostics.HasErrors || ReadLedger(chain, asked, diagnostics, cancellation) is not { } ledger) return null;
        var mixes = new List<Func<TextForm, TracedMix>>();
        foreach (var report in chain)
        {
            if (report != chain[0] && !File.Exists(report.Manifest.FullPath))
            {
                diagnostics.Warn(Codes.ChainEnds, new Place(report.Name), $"the manifest {Shown.Quote(report.Manifest.Name)} of generation {report.Generation} is not at hand: it was not looked through");
                continue;
            }

            if (!ManifestAtHand.Use(report, manifest => mixes.Add(ManifestTracer.Read(manifest, asked, cancellation)), diagnostics, cancellation)) return null;
        }

        var traced = Of(TextForm.Exact);
        return !traced.IsPresent && asked.WithoutNewline is not null && Of(TextForm.WithoutNewline) is { IsPresent: true } other ? other : traced;

        TracedText Of(TextForm form)
        {
            var (held, rows) = (ledger(form), mixes.Select(m => m(form)).ToList());
            return new TracedText(asked, form, held, rows, Tombstones(Digests(asked, form, held, rows), chain), Twins(asked, chain));
        }
    }

    private static Func<TextForm, TracedLedger>? ReadLedger(IReadOnlyList<ReportAtHand> chain, AskedText asked, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var (place, name) = (new Place(chain[0].Name), Shown.Quote(chain[0].Ledger.File.Name));
        try
        {
            return LedgerTracer.Read(chain, asked, cancellation);
        }
        catch (SourceFileException e) when (e.Code == Codes.LedgerUnreadable)
        {
            diagnostics.Error(e.Code, place, $"the ledger {name} cannot be read: {e.Message}", Restore);
        }
        catch (SourceFileException e)
        {
            diagnostics.Error(Codes.ReportMismatch, place, $"the ledger {name} {e.Message}", Restore);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            diagnostics.Error(Codes.ReportUnreadable, place, "the lineage report lacks what reports say, or says it in another form", Restore);
        }

        return null;
    }

    /// <summary>The texts that are asked about: for an id, those of the records that were found.</summary>
    private static HashSet<Digest256> Digests(AskedText asked, TextForm form, TracedLedger ledger, IEnumerable<TracedMix> mixes)
    {
        if (asked.Id is null) return [form == TextForm.Exact ? asked.Digest!.Value : asked.WithoutNewline!.Value];
        var digests = new HashSet<Digest256>();
        foreach (var hit in ledger.Hits.First.Concat(mixes.SelectMany(m => m.Hits.First)))
        {
            if (LedgerLeaf.TryRead(hit.Leaf, out var leaf)) digests.Add(leaf.Digest);
        }

        return digests;
    }

    private static IReadOnlyList<StatedTombstone> Tombstones(HashSet<Digest256> digests, IReadOnlyList<ReportAtHand> chain) =>
    [
        .. chain.SelectMany(report => report.TakenDown.Where(t => digests.Contains(t.Digest)).Select(t => new StatedTombstone(report.Name, t)))
            .DistinctBy(t => t.Tombstone.Digest)
            .OrderBy(t => t.Tombstone.Digest),
    ];

    private static IReadOnlyList<SourceTwin> Twins(AskedText asked, IReadOnlyList<ReportAtHand> chain) => asked.File is null ? [] :
    [
        .. from report in chain
           from file in report.Files
           where file.Sha256 == asked.Digest!.Value.ToString()
           select new SourceTwin(report.Generation, file.Source, file.File),
    ];

    private static void Expect(TraceExpectation expected, TracedText traced, DiagnosticBag diagnostics)
    {
        var (word, holds) = expected switch
        {
            TraceExpectation.Present => ("present", traced.IsPresent),
            TraceExpectation.Absent => ("absent", !traced.IsPresent),
            TraceExpectation.InMix => ("in-mix", traced.IsInMix),
            TraceExpectation.NotInMix => ("not-in-mix", !traced.IsInMix),
            _ => ("", true),
        };
        if (holds) return;
        var (leaves, rows) = (traced.Ledger.Hits.Total, traced.Mixes[0].Hits.Total);
        diagnostics.Add(new Diagnostic(
            Codes.TraceUnexpected, Severity.Violation, new Place(traced.Mixes[0].Report.Name),
            $"--expect {word}: {traced.Asked.Words} is in {leaves} of the {traced.Ledger.Report.Ledger.Size.Records} leaves of the ledger and in {rows} of the {traced.Mixes[0].Report.Rows} rows of the manifest"));
    }

    private static IReadOnlyList<string> Write(TracedText traced, string folder, DiagnosticBag diagnostics)
    {
        try
        {
            return ProofFiles.Write(traced, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            diagnostics.Error(Codes.OutputUnwritable, new Place(""), $"the proofs cannot be written to {Shown.Quote(folder)}: {e.Message}");
            return [];
        }
    }
}
