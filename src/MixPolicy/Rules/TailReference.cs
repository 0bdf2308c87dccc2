using System.Numerics;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>What the tail is measured against: how human text divides into groups. Immutable.</summary>
internal sealed class TailReference
{
    private readonly Dictionary<string, TailGroup> _groups;

    /// <summary>A reference from the sums of its groups.</summary>
    /// <param name="called">What messages call it.</param>
    /// <param name="sums">By group.</param>
    /// <param name="isRare">Whether a group with a share is rare.</param>
    public TailReference(string called, IReadOnlyDictionary<string, RecordSums> sums, Func<string, Fraction, bool> isRare)
    {
        Called = called;
        Amount = sums.Values.Aggregate(BigInteger.Zero, (sum, s) => sum + (BigInteger)s.Amount);
        Records = sums.Values.Sum(s => s.Records);
        Groups =
        [
            .. sums.OrderBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => TailGroup.Of(s.Key, s.Value, !Amount.IsZero && isRare(s.Key, new Fraction((BigInteger)s.Value.Amount, Amount)))),
        ];
        _groups = Groups.ToDictionary(g => g.Name, StringComparer.Ordinal);
    }

    /// <summary>What messages call it.</summary>
    public string Called { get; }

    /// <summary>Every group, ordinal by name.</summary>
    public IReadOnlyList<TailGroup> Groups { get; }

    /// <summary>Those that are rare.</summary>
    public IEnumerable<TailGroup> Rare => Groups.Where(g => g.IsRare);

    /// <summary>All of it, each record once.</summary>
    public BigInteger Amount { get; }

    /// <summary>Its records.</summary>
    public long Records { get; }

    /// <summary>A group by name; null for one that the reference does not have.</summary>
    public TailGroup? Find(string group) => _groups.GetValueOrDefault(group);

    /// <summary>
    /// How many distinct records of a group as much text drawn anew from the reference would hold: each is there with 1 - exp(-size), where size is the
    /// drawn text over the reference. In the scale of <see cref="ResampleExpectation.One"/>.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="drawn">How much is drawn, in the unit.</param>
    public BigInteger Expected(TailGroup group, BigInteger drawn) =>
        group.Records * (ResampleExpectation.One - ResampleExpectation.Missed(1, drawn, Amount));
}
