using System.Security.Cryptography;

namespace MixPolicy.Ledger;

/// <summary>
/// Writes a ledger: all of the parent's leaves as they stand, then the pool's records that the parent's does not hold. The tree is hashed as leaves pass, so
/// that nothing is read twice but the parent's ledger, which is searched by walking along it. Not thread-safe.
/// </summary>
internal sealed class LedgerWriter : IDisposable
{
    private const int BlockBytes = 1 << 17;
    private readonly Stream _output;
    private readonly CancellationToken _cancellation;
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly TreeHasher _tree = new();
    private byte[] _block = new byte[BlockBytes];
    private int _filled;
    private long _bytes;

    private LedgerWriter(Stream output, CancellationToken cancellation) => (_output, _cancellation) = (output, cancellation);

    /// <summary>Writes a ledger.</summary>
    /// <param name="pool">The pool's records.</param>
    /// <param name="parent">The parent's ledger; null for the first of its line.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellation">Ends the writing.</param>
    /// <exception cref="Sources.SourceFileException">The parent's ledger cannot be read, or is not the one that its report names.</exception>
    public static LedgerFile Write(PoolLeaves pool, ParentLedger? parent, Stream output, CancellationToken cancellation)
    {
        using var writer = new LedgerWriter(output, cancellation);
        writer.Put(LedgerFile.Head);
        var segments = parent is null ? [] : writer.Copy(parent);
        var growth = writer._tree.ProveGrowth();
        using var held = new HeldLeaves(parent?.Path, segments);
        pool.ForEach(cursor => writer.Admit(cursor, held), cancellation);
        writer.Flush();
        var root = writer._tree.Finish();
        var records = writer._tree.End;
        return new LedgerFile(
            Convert.ToHexStringLower(writer._sha256.GetHashAndReset()), writer._bytes, records, root, records - (growth?.Size ?? 0),
            parent?.Size, growth?.Hashes(records) ?? []);
    }

    /// <inheritdoc/>
    public void Dispose() => _sha256.Dispose();

    private List<LedgerSegment> Copy(ParentLedger parent)
    {
        using var reader = new LedgerReader(parent.Path, hashes: true);
        var segments = new SegmentCutter(reader.Offset);
        while (reader.Next())
        {
            if ((reader.Count & 0xfff) == 0) _cancellation.ThrowIfCancellationRequested();
            var leaf = reader.Leaf;
            segments.Add(leaf, reader);
            _tree.Append(leaf.Data);
            Put(reader.Framed);
        }

        parent.Demand(reader.Sha256(), reader.Offset, new LedgerSize(reader.Count, _tree.Range().Root()));
        return segments.End(reader.Offset);
    }

    private void Admit(LeafCursor cursor, HeldLeaves held)
    {
        var leaf = cursor.Leaf;
        if (held.Holds(leaf)) return;
        _tree.Append(leaf.Data);
        Put(cursor.Framed);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (_block.Length - _filled < bytes.Length)
        {
            Flush();
            if (_block.Length < bytes.Length) _block = new byte[bytes.Length];
        }

        bytes.CopyTo(_block.AsSpan(_filled));
        _filled += bytes.Length;
    }

    private void Flush()
    {
        _output.Write(_block, 0, _filled);
        _sha256.AppendData(_block, 0, _filled);
        _bytes += _filled;
        _filled = 0;
    }
}
