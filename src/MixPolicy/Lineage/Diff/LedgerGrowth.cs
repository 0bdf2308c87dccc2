using MixPolicy.Hashing;

namespace MixPolicy.Lineage.Diff;

/// <summary>Whether the newer ledger extends the older one.</summary>
/// <param name="Kind">How that came out.</param>
/// <param name="Proof">The RFC 6962 consistency proof, checked; empty where there is none, or nothing grew.</param>
/// <param name="Fault">Why it is not known, as the end of a sentence; null when it is.</param>
internal sealed record LedgerGrowth(GrowthKind Kind, IReadOnlyList<Digest256> Proof, string? Fault = null);

/// <summary>How two ledgers stand to each other.</summary>
internal enum GrowthKind
{
    /// <summary>They are the same.</summary>
    Same,

    /// <summary>The older is the one that the newer grew from, by the newer report's own proof.</summary>
    Parent,

    /// <summary>The newer starts with all of the older, as its leaves show.</summary>
    Ancestor,

    /// <summary>It does not.</summary>
    Apart,

    /// <summary>The newer ledger could not be read.</summary>
    NotKnown,
}
