using MixPolicy.Hashing;

namespace MixPolicy.Selection;

/// <summary>
/// Which records of a stratum are taken, and how often: every record <paramref name="FullRounds"/> times, and once more each record up to and
/// including a threshold in the order of keys (equal keys: of digests). So everyone is seen once before anyone is seen twice, and a larger
/// amount selects a superset.
/// </summary>
/// <param name="FullRounds">Rounds that everyone is in.</param>
/// <param name="HasThreshold">False when the last round takes nobody.</param>
/// <param name="Key">Key of the last record of the last round.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Amount">The amount taken, repetitions counted.</param>
/// <param name="Records">Distinct records taken.</param>
internal sealed record StratumCut(int FullRounds, bool HasThreshold, ulong Key, Digest256 Digest, long Amount, long Records)
{
    /// <summary>How often a record is taken.</summary>
    public int Repetitions(ulong key, in Digest256 digest) =>
        FullRounds + (HasThreshold && (key < Key || (key == Key && digest.CompareTo(Digest) <= 0)) ? 1 : 0);
}
