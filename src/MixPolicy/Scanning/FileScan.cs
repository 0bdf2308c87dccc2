using MixPolicy.Diagnostics;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>
/// One file on its way through the scan: how it is cut into units, its fingerprint, and whether it stayed as it was. Its steps may run on
/// different threads, each step once.
/// </summary>
internal sealed class FileScan
{
    private readonly DateTime _written;
    private byte[] _sha256 = [];
    private long _hashed = -1;
    private SourceFileException? _fault;

    /// <summary>Takes note of a file before it is read.</summary>
    /// <exception cref="SourceFileException">It cannot be read.</exception>
    public FileScan(SourceFile file, CancellationToken cancellation)
    {
        File = file;
        var before = new FileInfo(file.FullPath);
        (Length, _written) = (before.Exists ? before.Length : 0, before.LastWriteTimeUtc);
        Parts = FileParts.Split(file, Length, cancellation);
        Units = new UnitResult?[Parts.Count];
    }

    /// <summary>The file.</summary>
    public SourceFile File { get; }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; }

    /// <summary>The parts that are units of work.</summary>
    public IReadOnlyList<FilePart> Parts { get; }

    /// <summary>What was found in each part.</summary>
    public UnitResult?[] Units { get; }

    /// <summary>Reads the file's bytes and takes their digest. A fault is kept for <see cref="Finish"/>: most often the parts meet it too.</summary>
    public void Fingerprint(CancellationToken cancellation)
    {
        try
        {
            (_sha256, _hashed) = FileFingerprint.Compute(File.FullPath, cancellation);
        }
        catch (SourceFileException e)
        {
            _fault = e;
        }
    }

    /// <summary>What was found, when every step has ended; null, with a finding, when that is not one state of the file.</summary>
    public FileResult? Finish(DiagnosticBag diagnostics)
    {
        if (_fault is not null)
        {
            FileFaults.Report(_fault, File, diagnostics);
            return null;
        }

        var after = new FileInfo(File.FullPath);
        if (!after.Exists || after.Length != Length || _hashed != Length || after.LastWriteTimeUtc != _written)
        {
            diagnostics.Error(Codes.FileChanged, new Place(File.Name), "the file changed while it was read", "run again when nothing writes to it");
            return null;
        }

        return new FileResult(File, _sha256, Length, Units.Sum(u => u!.Records), Units.Sum(u => u!.Bad));
    }
}
