using System.Numerics;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Manifests;

/// <summary>Exact sums over the rows of one class. Not thread-safe.</summary>
/// <param name="origin">Where the texts of the class come from.</param>
/// <param name="isFresh">Whether they are human and of a date in the window.</param>
internal sealed class ClassCount(Origin origin, bool isFresh)
{
    private long _records;
    private Int128 _amount;
    private Int128 _once;
    private Int128 _squares;
    private int _most;

    /// <summary>Where the texts of the class come from.</summary>
    public Origin Origin => origin;

    /// <summary>Whether they are human and of a date in the window.</summary>
    public bool IsFresh => isFresh;

    /// <summary>Adds a row.</summary>
    public void Add(long amount, long repetitions)
    {
        _records++;
        _amount += (Int128)amount * repetitions;
        _once += amount;
        _squares += (Int128)amount * amount;
        _most = Math.Max(_most, (int)Math.Min(int.MaxValue, repetitions));
    }

    /// <summary>Adds what another has counted.</summary>
    public void Add(ClassCount other)
    {
        _records += other._records;
        _amount += other._amount;
        _once += other._once;
        _squares += other._squares;
        _most = Math.Max(_most, other._most);
    }

    /// <summary>What has been counted.</summary>
    public ClassTotal Total(RecordClass record) => new(record, _records, (BigInteger)_amount, (BigInteger)_once, _most) { Squares = (BigInteger)_squares };
}
