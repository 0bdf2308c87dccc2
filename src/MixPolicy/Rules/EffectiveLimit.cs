using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>
/// How many equally seen texts the mix is worth, as a part of its texts: Kish's effective sample size (sum w)² / (n × sum w²), w being how often each of n
/// texts is seen. 1 when all are seen equally often; exact integers.
/// </summary>
/// <param name="Name">The limit by its path in the policy.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Limit">The failing limit; null when only a warning is asked for.</param>
/// <param name="WarnLimit">The warning limit; null when there is none.</param>
/// <param name="Soft">True when <c>severity: warn</c> turns a violation into a warning.</param>
internal sealed record EffectiveLimit(string Name, Place Place, Fraction? Limit, Fraction? WarnLimit, bool Soft)
{
    private const string FailKey = "min_effective_fraction";
    private const string WarnKey = "warn_effective_below";

    /// <summary>Its keys.</summary>
    public static IReadOnlyList<string> Keys { get; } = [FailKey, WarnKey];

    /// <summary>
    /// The most that a text may be seen so that the limit holds whatever the mix: weights from 1 to m are worth at least 4m/(m+1)² (Kantorovich). Null
    /// when nothing must hold.
    /// </summary>
    public BigInteger? Most
    {
        get
        {
            if (Limit is not { } limit || Soft || limit <= Fraction.Zero) return null;
            var most = BigInteger.One;
            while (new Fraction(4 * (most + 1), (most + 2) * (most + 2)) >= limit && most < 1_000_000) most++;
            return most;
        }
    }

    /// <summary>Reads it; null when neither key is there or one is wrong (then reported).</summary>
    public static EffectiveLimit? Read(MapReader map) =>
        ShareLimits.Read(map, Codes.EffectiveTexts, FailKey, WarnKey, Sense.AtLeast) is { } limit
            ? new EffectiveLimit(limit.Name, limit.Place, limit.Limit, limit.WarnLimit, limit.Soft)
            : null;

    /// <summary>Judges how often texts are seen.</summary>
    public Verdict Judge(IReadOnlyList<TimesSeen> counts)
    {
        var texts = Sum(counts, _ => 1);
        var seen = Sum(counts, t => t);
        var (part, whole) = (seen * seen, texts * Sum(counts, t => t * t));
        var measured = new Fraction(part, whole);
        var failed = measured < Limit;
        var warned = measured < WarnLimit;
        var crossed = failed ? Limit : warned ? WarnLimit : null;
        var worth = measured * new Fraction(texts, 1);
        var shortfall = crossed is { } c ? ((c * new Fraction(texts, 1)) - worth).Ceiling() : BigInteger.Zero;
        var message = $"the {Figures.Of(texts)} texts of the mix are worth {Figures.Of(worth.Floor())} that are seen equally often ({Figures.Percent(measured, crossed)})";
        if (crossed is { } limit)
        {
            message += $"; the policy {(failed ? "needs at least" : "warns below")} {Figures.Percent(limit, measured)}; short by {Figures.Count(shortfall, "text")}";
        }

        return new Verdict(
            Codes.EffectiveTexts, Name, Place, Sense.AtLeast, part, whole, Limit, WarnLimit,
            failed && !Soft ? Outcome.Violated : failed || warned ? Outcome.Warned : Outcome.Satisfied,
            shortfall, "texts", null, message,
            crossed is null
                ? []
                : ["lower max_repetition_factor of the sources that are seen most", "add text, or lower the budget, so that less is repeated", $"set {Name} to {Figures.Reachable(measured, Sense.AtLeast)}"]);
    }

    private static BigInteger Sum(IReadOnlyList<TimesSeen> counts, Func<BigInteger, BigInteger> weight) =>
        counts.Aggregate(BigInteger.Zero, (sum, c) => sum + (c.Texts * weight(c.Times)));
}
