using System.Globalization;
using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>What the rule asks of the planner.</summary>
internal sealed partial class RepetitionRule
{
    private static readonly Fraction Four = new(4, 1);

    /// <inheritdoc/>
    public TextUse Texts => new(MostTimes: Caps([]).Select(cap => (int?)BigInteger.Min(cap.Most, int.MaxValue)).Min());

    /// <inheritdoc/>
    public string? Facet(RecordFact fact) => fact.TextCap is { } cap ? string.Create(CultureInfo.InvariantCulture, $"at-most-{cap}") : null;

    /// <summary>
    /// Caps every record, and each record of a text that several records hold at its part of that. Two limits are not linear in the amounts, so the planner
    /// is asked for linear promises that imply them.
    /// <list type="bullet">
    /// <item>The effective number of texts: no text more often than <see cref="EffectiveLimit.Most"/>.</item>
    /// <item>The mass above four times. With a available, x of a stratum lies above four as a whole once x is above 5a, and as 5(x - 4a) before: neither
    /// convex nor concave. So no text may be seen more than four times, except of the sources that the targets show more often than that: these count
    /// whole, whatever they give, and their sum must keep the limit. They are taken by size of their share, the smallest first, while their targets
    /// together keep it. A text that several records hold is never seen more than four times.</item>
    /// </list>
    /// </summary>
    public void Ask(PlanAsk ask) => Waived(ask).AskAlone(ask);

    /// <summary>The rule with its limits as they are asked for. A text that several records hold is divided before, by the policy's own.</summary>
    private RepetitionRule Waived(PlanAsk ask) => new(
        place,
        times is { Limit: { } most, Soft: false } ? times with { Limit = ask.Waived(times.Code, null, new Fraction(most, 1), Sense.AtMost).Floor() } : times,
        aboveFour is { Limit: { } mass, Soft: false } ? aboveFour with { Limit = ask.Waived(aboveFour.Code, null, mass, Sense.AtMost) } : aboveFour,
        effective is { Limit: { } least, Soft: false } ? effective with { Limit = ask.Waived(Codes.EffectiveTexts, null, least, Sense.AtLeast) } : effective);

    private void AskAlone(PlanAsk ask)
    {
        var beyondFour = BeyondFour(ask.Aims);
        foreach (var (most, code, name, at, member) in Caps(beyondFour))
        {
            ask.Cap(code, name, at, member, new Fraction(most, 1));
            foreach (var cap in ask.Strata.Select(s => s.Fact.TextCap).OfType<int>().Distinct().Order())
            {
                ask.Cap(code, name, at, s => s.Fact.TextCap == cap, new Fraction(cap, 1));
            }
        }

        if (beyondFour.Count > 0) aboveFour!.Ask(ask, s => beyondFour.Contains(s.Source) && s.Fact.TextCap is null, AboveFour, UpToFour);
    }

    /// <summary>The sources, by number, that the targets show more than four times and that together keep the limit.</summary>
    private HashSet<int> BeyondFour(IReadOnlyList<SourceAim> aims)
    {
        var (chosen, sum) = (new HashSet<int>(), Fraction.Zero);
        if (!IsMassBound) return chosen;
        foreach (var (aim, source) in aims.Select((aim, s) => (aim, s)).Where(a => a.aim.Times > Four && a.aim.Factor > Four).OrderBy(a => a.aim.Share).ThenBy(a => a.s))
        {
            sum += aim.Share;
            if (sum > aboveFour!.Limit) break;
            chosen.Add(source);
        }

        return chosen;
    }

    private bool IsMassBound => aboveFour is { Limit: not null, Soft: false };

    /// <summary>How often one text may be seen by each hard limit, and by which records.</summary>
    private IEnumerable<(BigInteger Most, string Code, string Name, Place Place, Func<Stratum, bool> Member)> Caps(HashSet<int> beyondFour)
    {
        if (times is { Limit: { } limit, Soft: false }) yield return (limit, times.Code, times.Name, times.Place, _ => true);
        if (IsMassBound) yield return (4, aboveFour!.Code, aboveFour.Name, aboveFour.Place, s => !beyondFour.Contains(s.Source));
        if (effective?.Most is { } most) yield return (most, Codes.EffectiveTexts, effective.Name, effective.Place, _ => true);
    }
}
