using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>A failing and a warning limit on what is kept of a tail, relative to what as much human text would keep.</summary>
/// <param name="Code">The finding that breaking it raises.</param>
/// <param name="Name">The failing limit by its path in the policy.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Limit">The failing limit; null when only a warning is asked for.</param>
/// <param name="WarnLimit">The warning limit; null when there is none.</param>
/// <param name="Soft">True when <c>severity: warn</c> turns a violation into a warning.</param>
internal sealed record TailLimit(string Code, string Name, Place Place, Fraction? Limit, Fraction? WarnLimit, bool Soft)
{
    /// <summary>The warning limit by its path in the policy.</summary>
    public string WarnName { get; init; } = Name;

    /// <summary>Whether it can fail a mix.</summary>
    public bool IsHard => Limit is not null && !Soft;

    /// <summary>Reads both keys; null when neither limit is there or one is wrong (then reported).</summary>
    public static TailLimit? Read(MapReader map, string code, string failKey, string warnKey, bool soft) =>
        ShareLimits.Read(map, code, failKey, warnKey, Sense.AtLeast) is { } share
            ? new TailLimit(code, share.Name, share.Place, share.Limit, share.WarnLimit, soft) { WarnName = share.WarnName }
            : null;

    /// <summary>Judges a count against what was expected.</summary>
    /// <param name="part">What was counted, in the scale of <paramref name="whole"/>.</param>
    /// <param name="whole">What was expected, above 0.</param>
    /// <param name="one">What one of the unit is in that scale.</param>
    /// <param name="unit">What is counted, in the plural.</param>
    /// <param name="what">The measured thing, as the start of a sentence.</param>
    /// <param name="remedies">What would mend it, when it fails or warns.</param>
    /// <param name="subject">Whom it is about, when the limit has several.</param>
    public Verdict Judge(BigInteger part, BigInteger whole, BigInteger one, string unit, string what, IReadOnlyList<string> remedies, string? subject = null)
    {
        var measured = new Fraction(part, whole);
        var failed = Limit is { } limit && measured < limit;
        var warned = WarnLimit is { } warn && measured < warn;
        var outcome = failed && !Soft ? Outcome.Violated : failed || warned ? Outcome.Warned : Outcome.Satisfied;
        var crossed = failed ? Limit : warned ? WarnLimit : null;
        var shortfall = crossed is { } c ? (((c * new Fraction(whole, 1)) - new Fraction(part, 1)) * new Fraction(1, one)).Ceiling() : BigInteger.Zero;
        var decimals = Figures.Decimals(measured, crossed ?? measured, least: 3);
        var text = $"{what}: {measured.ToDecimal(decimals)} of what as much human text would keep";
        if (crossed is { } passed) text += $"; {(failed ? "the policy needs at least" : "the policy warns below")} {passed.ToDecimal(decimals)}; short by {Figures.Of(shortfall)} {unit}";
        return new Verdict(
            Code, Name, Place, Sense.AtLeast, part, whole, Limit, WarnLimit, outcome, shortfall, unit, subject, text,
            crossed is null ? [] : [.. remedies, $"set {(failed ? Name : WarnName)} to {Figures.Reachable(measured, Sense.AtLeast)}"]);
    }
}
