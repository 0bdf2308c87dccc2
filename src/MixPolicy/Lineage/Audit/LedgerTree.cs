using MixPolicy.Ledger;
using MixPolicy.Sources;

namespace MixPolicy.Lineage.Audit;

/// <summary>The tree over a ledger's leaves.</summary>
/// <param name="Size">Leaves that could be read, and the root over them.</param>
/// <param name="Fault">Why not all could be read; null when all were.</param>
internal sealed record LedgerTree(LedgerSize Size, string? Fault)
{
    /// <summary>Reads a ledger.</summary>
    public static LedgerTree Read(string path, CancellationToken cancellation)
    {
        var tree = new TreeHasher();
        string? fault = null;
        try
        {
            using var reader = new LedgerReader(path);
            while (reader.Next())
            {
                if ((reader.Count & 0xfff) == 0) cancellation.ThrowIfCancellationRequested();
                tree.Append(reader.Leaf.Data);
            }
        }
        catch (SourceFileException e)
        {
            fault = $"cannot be read to their end: {e.Message}";
        }

        return new LedgerTree(new LedgerSize(tree.End, tree.Finish()), fault);
    }
}
