using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>
/// One file on its way through the scan: how it is cut into units, its fingerprint, and whether it stayed as it was. Its steps may run on
/// different threads, each step once.
/// </summary>
internal sealed class FileScan
{
    private readonly DateTime _written;
    private long _hashed = -1;
    private SourceFileException? _fault;
    private string[]? _names;

    /// <summary>Takes note of a file before it is read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="known">Its content, when it is known to be what it was; null else.</param>
    /// <param name="threads">Threads that may look for where it can be cut.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SourceFileException">It cannot be read.</exception>
    public FileScan(SourceFile file, KnownContent? known, int threads, CancellationToken cancellation)
    {
        File = file;
        var before = new FileInfo(file.FullPath);
        (Length, _written) = (before.Exists ? before.Length : 0, before.LastWriteTimeUtc);
        if (known is not null) (Sha256, _hashed) = (known.Sha256, Length);
        Parts = known?.Parts ?? FileParts.Split(file, Length, threads, cancellation);
        Units = new UnitResult?[Parts.Count];
    }

    /// <summary>The file.</summary>
    public SourceFile File { get; }

    /// <summary>Digest of its bytes; empty until it is known.</summary>
    public byte[] Sha256 { get; private set; } = [];

    /// <summary>Bytes of the file.</summary>
    public long Length { get; }

    /// <summary>The parts that are units of work.</summary>
    public IReadOnlyList<FilePart> Parts { get; }

    /// <summary>What was found in each part.</summary>
    public UnitResult?[] Units { get; }

    /// <summary>Reads the file's bytes and takes their digest, where it is not known. A fault is kept for <see cref="Finish"/>: most often the parts meet it too.</summary>
    public void Fingerprint(CancellationToken cancellation)
    {
        if (_hashed >= 0) return;
        try
        {
            (Sha256, _hashed) = FileFingerprint.Compute(File.FullPath, cancellation);
        }
        catch (SourceFileException e)
        {
            _fault = e;
        }
    }

    /// <summary>Whether every step has ended well; the rest is reported.</summary>
    public bool IsRead => (_hashed >= 0 || _fault is not null) && Array.TrueForAll(Units, unit => unit is not null);

    /// <summary>The names of its units in a store; to be asked when its digest is known.</summary>
    public IReadOnlyList<string> Names(Policy policy, RecordSchema schema) =>
        _names ??= [.. Parts.Select(part => UnitName.Of(policy, schema, File, Sha256, part))];

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

        return new FileResult(File, Sha256, Length, Parts, Units.Sum(u => u!.Records), Units.Sum(u => u!.Bad));
    }
}
