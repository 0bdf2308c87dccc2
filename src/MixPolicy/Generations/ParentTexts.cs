using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Manifests;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Generations;

/// <summary>
/// The rows of the parent's manifest by their texts, outside memory: read once, joined with the pool and then with the new manifest. A parent whose
/// manifest is not the one that its report names is refused.
/// </summary>
internal sealed class ParentTexts : IDisposable
{
    private static readonly string[] Columns = ["digest", "origin"];

    private ParentTexts(Ancestry ancestry, string workFolder)
    {
        Ancestry = ancestry;
        Partitions = new RadixPartitions<InheritedText>(Path.Combine(workFolder, "parent"));
        if (ancestry.Parent is { } parent) File = new SourceFile(0, parent.Manifest.Name, parent.Manifest.FullPath, FileFormat.Parquet, FileCompression.None);
    }

    /// <summary>What is known of the generation before.</summary>
    public Ancestry Ancestry { get; }

    /// <summary>The parent's manifest; null when there is no parent.</summary>
    public SourceFile? File { get; }

    /// <summary>Its rows by the digests of their texts.</summary>
    public RadixPartitions<InheritedText> Partitions { get; }

    /// <summary>How many rows it has.</summary>
    public long Rows { get; private set; }

    /// <summary>Those of them that are human.</summary>
    public long HumanRows { get; private set; }

    /// <summary>Reads the parent's manifest; null when it is refused (then reported), or no rule asks for one.</summary>
    /// <param name="ancestry">What is known so far; null when no rule asks.</param>
    /// <param name="workFolder">Folder for scratch files.</param>
    /// <param name="threads">Workers, at least 1; changes no figure.</param>
    /// <param name="diagnostics">Gets findings.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static ParentTexts? Read(Ancestry? ancestry, string workFolder, int threads, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (ancestry is null) return null;
        var texts = new ParentTexts(ancestry, workFolder);
        if (ancestry.Parent is not { } parent) return texts;
        try
        {
            var stamps = new FileStamps();
            var before = stamps.Of(parent.Manifest.FullPath);
            var (sha256, bytes) = FileFingerprint.Compute(parent.Manifest.FullPath, cancellation);
            var actual = Convert.ToHexStringLower(sha256);
            if (actual != parent.Manifest.Sha256)
            {
                throw new SourceFileException(
                    Codes.ParentAltered,
                    $"has the SHA-256 {actual} ({bytes} bytes), but its report names {parent.Manifest.Sha256} ({parent.Manifest.Bytes} bytes): one of the two is not of the build that wrote the other");
            }

            texts.Read(threads, cancellation);
            if (stamps.Of(parent.Manifest.FullPath) != before) throw new SourceFileException(Codes.ParentAltered, "changed while it was read");
            return texts;
        }
        catch (SourceFileException e)
        {
            texts.Dispose();
            var code = e.Code == Codes.ParentAltered ? e.Code : Codes.ParentUnreadable;
            var fault = e.Code == Codes.ParentAltered ? e.Message : $"cannot be read: {e.Message}";
            diagnostics.Error(
                code, ancestry.Terms.Parent!.Value.Place, $"the parent's manifest {Policies.Shown.Quote(parent.Manifest.Name)} {fault}",
                "restore the parent's output folder as its build left it, or build the parent again");
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Partitions.Dispose();

    private void Read(int threads, CancellationToken cancellation)
    {
        var rows = new ManifestRows(File!, Columns);
        if (rows.MissingColumns.Count > 0) throw new SourceFileException(Codes.ParentUnreadable, $"it lacks the columns {string.Join(", ", rows.MissingColumns)}");
        var had = rows.Read(threads, () => new Divider(Partitions.Open()), (batch, divider) => divider.Add(rows, batch), cancellation);
        (Rows, HumanRows) = (rows.Count, had.Sum(d => d.Human));
    }

    /// <summary>Divides rows; one worker an instance.</summary>
    private sealed class Divider(RadixPartitions<InheritedText>.Writer writer)
    {
        private readonly RowNumbers _origins = new(1, (cells, row) => (long)ManifestValues.OriginOf(cells, row));

        public long Human { get; private set; }

        public void Add(ManifestRows rows, RecordBatch batch)
        {
            _origins.Turn(batch);
            for (var row = 0; row < batch.Count; row++)
            {
                var digest = batch.Columns[0].Utf8(row);
                if (digest.Length != Digest256.Size)
                {
                    throw new SourceFileException(Codes.ParentUnreadable, $"{RowPlace.Words(batch.RowGroup, batch.Row(row))}: its digest is not 32 bytes");
                }

                var text = new InheritedText(new Digest256(digest), rows.Number(batch, row), ((Origin)_origins[row]).IsHuman());
                if (text.IsHuman) Human++;
                writer.Add(text.Digest.Head, in text);
            }
        }
    }
}
