using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Lineage.Audit;

/// <summary>A ledger, read once from front to back: its digest, its roots at the sizes that anybody asks for, and its leaves by what they bind.</summary>
internal sealed class LedgerSurvey : IDisposable
{
    private readonly SortedDictionary<long, Digest256> _roots = [];

    private LedgerSurvey(string path) => Path = path;

    /// <summary>Where it is, absolute.</summary>
    public string Path { get; }

    /// <summary>Why it could not be read to its end, as the end of a sentence that starts with the ledger; null when it was.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether it is not there at all.</summary>
    public bool IsMissing { get; private set; }

    /// <summary>SHA-256 of the file, lower-case hex.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Its length.</summary>
    public long Bytes { get; private set; }

    /// <summary>Leaves that could be read.</summary>
    public long Records { get; private set; }

    /// <summary>Leaves by generation, ascending: number of the first leaf that a later generation admitted. The last is <see cref="Records"/>.</summary>
    public IEnumerable<long> Sizes => _roots.Keys;

    /// <summary>Generation of the last leaf; null when there is none.</summary>
    public long? LastGeneration { get; private set; }

    /// <summary>The leaves, by the hash of what they bind but the generation.</summary>
    public RadixPartitions<HeldLeaf>? Leaves { get; private set; }

    /// <summary>The root at a size; null when it was not asked for, or the ledger is shorter.</summary>
    public Digest256? Root(long size) => size == 0 ? MerkleTree.Empty : _roots.TryGetValue(size, out var root) ? root : null;

    /// <summary>Reads the ledger of an audit.</summary>
    public static LedgerSurvey Run(AuditScope scope)
    {
        var survey = new LedgerSurvey(scope.Beside(LedgerFile.FileName));
        var file = FoundFile.Hash(survey.Path, scope.Cancellation);
        (survey.Sha256, survey.Bytes, survey.Fault, survey.IsMissing) = (file.Sha256, file.Bytes, file.Fault, file.IsMissing);
        if (file.Fault is not null) return survey;
        var work = Directory.CreateDirectory(System.IO.Path.Combine(scope.Request.ScratchFolder, "ledger")).FullName;
        survey.Leaves = new RadixPartitions<HeldLeaf>(System.IO.Path.Combine(work, "leaves"));
        try
        {
            survey.Read(AskedSizes(scope), scope.Cancellation);
        }
        catch (SourceFileException e)
        {
            survey.Fault = e.Message;
        }

        return survey;
    }

    /// <inheritdoc/>
    public void Dispose() => Leaves?.Dispose();

    private static HashSet<long> AskedSizes(AuditScope scope)
    {
        var sizes = new HashSet<long>();
        if (scope.Json.MemberIfAny("ledger")?.MemberIfAny("parent") is { } parent) sizes.Add(parent.Whole("records"));
        if (KeptLedger.Read(scope.Request, out _) is { Records: { } size }) sizes.Add(size);
        return sizes;
    }

    private void Read(HashSet<long> asked, CancellationToken cancellation)
    {
        using var reader = new LedgerReader(Path);
        var order = new SegmentCutter(reader.Offset);
        var tree = new TreeHasher();
        var writer = Leaves!.Open();
        var room = new byte[512];
        while (reader.Next())
        {
            if ((reader.Count & 0xfff) == 0) cancellation.ThrowIfCancellationRequested();
            var leaf = reader.Leaf;
            order.Add(leaf, reader);
            if (asked.Contains(Records) || (LastGeneration is { } last && leaf.Generation != last)) _roots[Records] = tree.Range().Root();
            tree.Append(leaf.Data);
            var held = HeldLeaf.Of(leaf.Digest, leaf.Depth, leaf.Origin, leaf.Source, leaf.Id, leaf.Generator, leaf.HasGenerator, -1, ref room);
            writer.Add(held.Hash.Head, in held);
            (Records, LastGeneration) = (reader.Count, leaf.Generation);
        }

        _roots[Records] = tree.Range().Root();
        _roots.Remove(0);
    }
}
