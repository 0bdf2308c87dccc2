using MixPolicy.Diagnostics;
using MixPolicy.Manifests;
using MixPolicy.Policies;
using MixPolicy.Sources;

namespace MixPolicy.Lineage;

/// <summary>A manifest whose bytes are those that its report names.</summary>
internal sealed class ManifestAtHand
{
    private readonly FileStamps _stamps = new();
    private readonly FileStamp? _before;

    private ManifestAtHand(ReportAtHand report, CancellationToken cancellation)
    {
        Report = report;
        File = new SourceFile(0, report.Manifest.Name, report.Manifest.FullPath, FileFormat.Parquet, FileCompression.None);
        _before = _stamps.Of(File.FullPath);
        var (sha256, bytes) = FileFingerprint.Compute(File.FullPath, cancellation);
        var actual = Convert.ToHexStringLower(sha256);
        if (actual != report.Manifest.Sha256)
        {
            throw new SourceFileException(
                Codes.ReportMismatch,
                $"has the SHA-256 {actual} ({bytes} bytes), but its report names {report.Manifest.Sha256} ({report.Manifest.Bytes} bytes): one of the two is not of the build that wrote the other");
        }
    }

    /// <summary>The report that names it.</summary>
    public ReportAtHand Report { get; }

    /// <summary>The file.</summary>
    public SourceFile File { get; }

    /// <summary>Compares its bytes with what its report says, and lets something be done with it; false when it is refused, which is then reported.</summary>
    /// <param name="report">The report.</param>
    /// <param name="use">What is done; a fault that it throws is the manifest's.</param>
    /// <param name="diagnostics">Gets findings.</param>
    /// <param name="cancellation">Ends it.</param>
    public static bool Use(ReportAtHand report, Action<ManifestAtHand> use, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        try
        {
            var manifest = new ManifestAtHand(report, cancellation);
            use(manifest);
            if (manifest._stamps.Of(report.Manifest.FullPath) != manifest._before) throw new SourceFileException(Codes.ReportMismatch, "changed while it was read");
            return true;
        }
        catch (SourceFileException e)
        {
            var isMismatch = e.Code == Codes.ReportMismatch;
            diagnostics.Error(
                isMismatch ? e.Code : Codes.ReportUnreadable, new Place(report.Name),
                $"the manifest {Shown.Quote(report.Manifest.Name)} {(isMismatch ? e.Message : $"cannot be read: {e.Message}")}",
                "restore the output folder as its build left it, or build that generation again");
            return false;
        }
    }

    /// <summary>Some of its columns.</summary>
    /// <exception cref="SourceFileException">It lacks one, or is no Parquet file.</exception>
    public ManifestRows Rows(IReadOnlyList<string> paths)
    {
        var rows = new ManifestRows(File, paths);
        if (rows.MissingColumns.Count > 0) throw new SourceFileException(Codes.ReportUnreadable, $"it lacks the columns {string.Join(", ", rows.MissingColumns)}");
        return rows.Count == Report.Rows ? rows : throw new SourceFileException(Codes.ReportMismatch, $"has {rows.Count} rows, but its report says {Report.Rows}");
    }
}
