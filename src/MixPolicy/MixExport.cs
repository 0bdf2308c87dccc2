using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Lineage;
using MixPolicy.Output;
using MixPolicy.Policies;
using MixPolicy.Reporting.Exports;
using MixPolicy.Sources;

namespace MixPolicy;

/// <summary>Puts a lineage report into the forms that other tools read. A pure function of the report's bytes and the facts given. Thread-safe.</summary>
public static class MixExport
{
    private const string Restore = "name the lineage.json of an output folder as its build left it, or build the mix again";

    /// <summary>Names of the documents that can be asked for.</summary>
    public static IReadOnlyList<string> Formats { get; } = [.. MixExports.All.Select(e => e.Format)];

    /// <summary>Reads the report, makes the documents and writes them where a folder is named. What is wrong is in the result, not thrown.</summary>
    /// <exception cref="ArgumentException">A format is not one of <see cref="Formats"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; files already written stay, each of them whole.</exception>
    public static ExportResult Run(ExportRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var exports = request.Formats.Select(MixExports.For).ToList();
        var found = new DiagnosticBag();
        var full = Path.GetFullPath(request.Report, request.Directory);
        FactCheck.Run(request.Facts, found);
        var mix = Read(request.Report, full, found);
        var target = request.Out is { } folder ? Path.GetFullPath(folder, request.Directory) : null;
        if (target is not null) RefuseSignedFolder(request.Out!, target, full, found);
        if (mix is null || found.HasErrors) return new ExportResult([], [], found.Sorted());
        var subject = new ExportSubject(mix, request.Facts);
        var lacking = exports.Where(e => e.NeedsTime && subject.Instant is null).ToList();
        if (lacking.Count > 0)
        {
            found.Error(
                Codes.ExportNeedsTime, new Place(request.Report),
                $"the export '{lacking[0].Format}' must say when the mix was made, and the report has no as_of", "give --event-time 2026-11-01T00:00:00Z", "give the policy an as_of and build again");
            return new ExportResult([], [], found.Sorted());
        }

        var documents = exports.Select(e => new ExportDocument(e.Format, e.FileName, e.Render(subject))).ToList();
        var written = target is null ? [] : Write(target, documents, found, cancellation);
        return new ExportResult(documents, written, found.Sorted());
    }

    private static ReportedMix? Read(string named, string full, DiagnosticBag found)
    {
        var place = new Place(named);
        if (SmallFile.Load("the lineage report", Codes.ExportUnreadable, new Located<string>(named, place), full, Restore, found) is not { } bytes) return null;
        if (LineageDocument.Read(bytes, out var fault) is { } document)
        {
            if (ReportedMixReader.Read(document) is { } mix) return mix;
            fault = new LineageFault("lacks something that exports tell of a mix, such as its ledger, or says it in another way: another version wrote it", IsAltered: false);
        }

        found.Error(fault!.IsAltered ? Codes.ExportAltered : Codes.ExportUnreadable, place, $"the lineage report {Shown.Quote(named)} {fault.Words}", Restore);
        return null;
    }

    /// <summary>A signature over the output folder lists every file in it: one more, anywhere below, would make it fail.</summary>
    private static void RefuseSignedFolder(string named, string target, string report, DiagnosticBag found)
    {
        try
        {
            if (!RealPath.IsWithin(RealPath.Of(target), Path.GetDirectoryName(RealPath.Of(report))!)) return;
            found.Error(
                Codes.ExportInOutputs, new Place(named),
                $"the exports would go into the report's own folder ({Shown.Quote(named)}): a signature over that folder fails as soon as a file is added to it",
                "name a folder outside, such as --out exports");
        }
        catch (IOException e)
        {
            found.Error(Codes.OutputUnwritable, new Place(named), $"the folder {Shown.Quote(named)} cannot be written: {e.Message}");
        }
    }

    private static List<string> Write(string folder, List<ExportDocument> documents, DiagnosticBag found, CancellationToken cancellation)
    {
        var written = new List<string>();
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var document in documents)
            {
                cancellation.ThrowIfCancellationRequested();
                var path = Path.Combine(folder, document.FileName);
                AtomicFile.Write(path, document.Bytes.Span);
                written.Add(path);
            }
        }
        catch (Exception e) when (OutputUnwritableException.IsCause(e))
        {
            found.Error(Codes.OutputUnwritable, new Place(folder), $"the exports cannot be written to '{folder}': {e.Message}", "mend the cause, or name another folder with --out");
        }

        return written;
    }
}
