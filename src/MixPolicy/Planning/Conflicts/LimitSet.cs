using System.Numerics;

namespace MixPolicy.Planning.Conflicts;

/// <summary>A set of named limits, by their numbers.</summary>
internal readonly record struct LimitSet(BigInteger Bits)
{
    /// <summary>No limit.</summary>
    public static LimitSet None => default;

    /// <summary>Whether it holds no limit.</summary>
    public bool IsEmpty => Bits.IsZero;

    /// <summary>The first so many limits.</summary>
    public static LimitSet First(int count) => new((BigInteger.One << count) - 1);

    /// <summary>Whether a limit is in it.</summary>
    public bool Contains(int limit) => !((Bits >> limit) & 1).IsZero;

    /// <summary>With one more limit.</summary>
    public LimitSet With(int limit) => new(Bits | (BigInteger.One << limit));

    /// <summary>Without a limit.</summary>
    public LimitSet Without(int limit) => Contains(limit) ? new(Bits ^ (BigInteger.One << limit)) : this;

    /// <summary>What is in either.</summary>
    public LimitSet Union(LimitSet other) => new(Bits | other.Bits);

    /// <summary>What is here and not there.</summary>
    public LimitSet Except(LimitSet other) => new(Bits ^ (Bits & other.Bits));

    /// <summary>What is in both.</summary>
    public LimitSet Both(LimitSet other) => new(Bits & other.Bits);

    /// <summary>Whether all of it is in the other.</summary>
    public bool IsWithin(LimitSet other) => (Bits & other.Bits) == Bits;

    /// <summary>The limits, ascending.</summary>
    public IEnumerable<int> Members()
    {
        var count = (int)Bits.GetBitLength();
        for (var limit = 0; limit < count; limit++)
        {
            if (Contains(limit)) yield return limit;
        }
    }
}
