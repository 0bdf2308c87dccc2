using System.Numerics;
using MixPolicy.Hashing;
using MixPolicy.Rules;

namespace MixPolicy.Manifests;

/// <summary>Counts texts that several rows hold. Not thread-safe.</summary>
internal sealed class SharedTexts
{
    private long _texts;
    private long _records;
    private Int128 _amount;
    private Digest256 _first;

    /// <summary>Adds a text.</summary>
    /// <param name="digest">Its digest.</param>
    /// <param name="records">Rows that hold it.</param>
    /// <param name="amount">How much of it is beyond one row.</param>
    public void Add(in Digest256 digest, long records, Int128 amount) => Add(1, records, amount, digest);

    /// <summary>Adds what another has counted.</summary>
    public void Add(SharedTexts other)
    {
        if (other._texts > 0) Add(other._texts, other._records, other._amount, other._first);
    }

    /// <summary>What has been counted.</summary>
    public CopyCounts Counts() => new(_texts, _records, (BigInteger)_amount, _texts > 0 ? _first : null);

    private void Add(long texts, long records, Int128 amount, in Digest256 first)
    {
        if (_texts == 0 || first.CompareTo(_first) < 0) _first = first;
        _texts += texts;
        _records += records;
        _amount += amount;
    }
}
