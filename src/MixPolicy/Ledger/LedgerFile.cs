using MixPolicy.Hashing;

namespace MixPolicy.Ledger;

/// <summary>A ledger that was written: every record that the pool ever admitted, in order of admission.</summary>
/// <param name="Sha256">Of the file, lower-case hex.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Records">Leaves.</param>
/// <param name="Root">Root of the RFC 6962 tree over them.</param>
/// <param name="Admitted">Those of them that are new in this generation.</param>
/// <param name="Parent">The ledger that it grew from; null for the first.</param>
/// <param name="Consistency">The proof that it only grew; empty without a parent, or when nothing was added.</param>
internal sealed record LedgerFile(
    string Sha256, long Bytes, long Records, Digest256 Root, long Admitted, LedgerSize? Parent, IReadOnlyList<Digest256> Consistency)
{
    /// <summary>Name of the file in the output folder.</summary>
    public const string FileName = "ledger.bin";

    /// <summary>What the file starts with: its form, in ASCII.</summary>
    public static ReadOnlySpan<byte> Head => "mixpolicy-ledger/1\n"u8;
}

/// <summary>A tree at some size.</summary>
/// <param name="Records">Leaves.</param>
/// <param name="Root">Root over them.</param>
internal sealed record LedgerSize(long Records, Digest256 Root);
