using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>A failing and a warning limit on one group's share of the mix, judged in exact integers.</summary>
/// <param name="Code">The finding that breaking it raises.</param>
/// <param name="Name">The failing limit by its path in the policy.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Sense">Which way it binds.</param>
/// <param name="Limit">The failing limit; null when only a warning is asked for.</param>
/// <param name="WarnLimit">The warning limit; null when there is none.</param>
/// <param name="Soft">True when <c>severity: warn</c> turns a violation into a warning.</param>
internal sealed record ShareLimit(
    string Code, string Name, Place Place, Sense Sense, Fraction? Limit, Fraction? WarnLimit, bool Soft)
{
    /// <summary>The warning limit by its path in the policy; the failing limit's when that is all there is.</summary>
    public string WarnName { get; init; } = Name;

    /// <summary>States the failing limit to the planner; a softened one asks for nothing.</summary>
    public void Ask(PlanAsk ask, Func<Scanning.Stratum, bool> member, string group, string others, string? subject = null)
    {
        if (Limit is { } limit && !Soft) ask.Share(this, member, limit, group, others, subject);
    }

    /// <summary>Judges a part of a whole that is above 0.</summary>
    /// <param name="part">Amount of the group.</param>
    /// <param name="whole">Amount of the mix.</param>
    /// <param name="unit">The amounts' unit, in the plural.</param>
    /// <param name="group">What the group is, for people: <c>fresh human text</c>.</param>
    /// <param name="others">What the rest is, for people: <c>other text</c>.</param>
    /// <param name="subject">Whom it is about, when the limit has several.</param>
    public Verdict Judge(BigInteger part, BigInteger whole, string unit, string group, string others, string? subject = null)
    {
        var measured = new Fraction(part, whole);
        var failed = Limit is { } limit && Breaks(measured, limit);
        var warned = WarnLimit is { } warn && Breaks(measured, warn);
        var outcome = failed && !Soft ? Outcome.Violated : failed || warned ? Outcome.Warned : Outcome.Satisfied;
        var crossed = failed ? Limit : warned ? WarnLimit : null;
        var shortfall = crossed is { } c ? Shortfall(part, whole, c) : BigInteger.Zero;
        return new Verdict(
            Code, Name, Place, Sense, part, whole, Limit, WarnLimit, outcome, shortfall, unit, subject,
            Message(group, part, whole, measured, unit, crossed, shortfall, failed),
            crossed is { } limitToMend ? Remedies(part, whole, limitToMend, failed ? Name : WarnName, unit, group, others) : []);
    }

    private bool Breaks(Fraction measured, Fraction limit) => Sense == Sense.AtLeast ? measured < limit : measured > limit;

    private BigInteger Shortfall(BigInteger part, BigInteger whole, Fraction limit)
    {
        var atLimit = limit * new Fraction(whole, 1);
        return Sense == Sense.AtLeast ? atLimit.Ceiling() - part : part - atLimit.Floor();
    }

    private string Message(
        string group, BigInteger part, BigInteger whole, Fraction measured, string unit, Fraction? crossed, BigInteger shortfall, bool failed)
    {
        var text = $"{group} is {Figures.Percent(measured, crossed)} of the mix ({Figures.Of(part)} of {Figures.Of(whole)} {unit})";
        if (crossed is not { } limit) return text;
        var demand = failed ? Sense == Sense.AtLeast ? "the policy needs at least" : "the policy allows at most"
            : Sense == Sense.AtLeast ? "the policy warns below" : "the policy warns above";
        var gap = Sense == Sense.AtLeast ? "short by" : "over by";
        return $"{text}; {demand} {Figures.Percent(limit, measured)}; {gap} {Figures.Of(shortfall)} {unit}";
    }

    /// <summary>Each number is exact: applying the remedy alone, the limit holds.</summary>
    private List<string> Remedies(BigInteger part, BigInteger whole, Fraction limit, string name, string unit, string group, string others)
    {
        var remedies = new List<string>();
        var (p, w, rest) = (new Fraction(part, 1), new Fraction(whole, 1), Fraction.One - limit);
        if (Sense == Sense.AtLeast)
        {
            if (rest > Fraction.Zero) remedies.Add($"add {Figures.Of(Divide((limit * w) - p, rest).Ceiling())} {unit} of {group}");
            if (part > 0) remedies.Add($"drop {Figures.Of((w - Divide(p, limit)).Ceiling())} {unit} of {others}");
        }
        else
        {
            // Dropping all of a mix mends nothing.
            if (rest > Fraction.Zero && part < whole) remedies.Add($"drop {Figures.Of(Divide(p - (limit * w), rest).Ceiling())} {unit} of {group}");
            if (limit > Fraction.Zero) remedies.Add($"add {Figures.Of((Divide(p, limit) - w).Ceiling())} {unit} of {others}");
        }

        remedies.Add($"set {name} to {Figures.Reachable(new Fraction(part, whole), Sense)}");
        return remedies;
    }

    private static Fraction Divide(Fraction a, Fraction b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);
}
