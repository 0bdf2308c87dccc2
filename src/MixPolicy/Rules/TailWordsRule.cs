using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// <c>tail: { by: words }</c>: the rare words of the reference must stay in the mix, by mass and by presence, each against what as much other human
/// text would hold. Word types are sampled by their hash and counted exactly. Why both: where a model replaces its data at temperature 1 the mass stays
/// and the types go, and where cut-off sampling joins a growing pool the types stay and the mass goes.
/// </summary>
internal sealed class TailWordsRule(Place place, WordsNeed need, TailLimit? retention, TailLimit? presence) : IRule
{
    /// <summary>With fewer types expected, the part of a mix that is not of the reference is too small to be judged by itself.</summary>
    public const int LeastExpected = 100;

    /// <summary>
    /// The planner is asked for a hundredth more than the limit: it goes by the averages of strata, and the records that are taken of one may hold a
    /// little less.
    /// </summary>
    private static readonly Fraction Allowance = new(101, 100);

    private const string Group = "text with rare words";

    /// <inheritdoc/>
    public string Key => "tail";

    /// <inheritdoc/>
    public Place Place => place;

    /// <inheritdoc/>
    public IReadOnlyList<AttributeUse> Attributes => [];

    /// <inheritdoc/>
    public IReadOnlyList<ITextGathering> Gatherings => [need];

    /// <inheritdoc/>
    public string? Facet(RecordClass record, RecordSchema schema) => null;

    /// <inheritdoc/>
    public string? Facet(RecordFact fact) => need.Divides ? $"rare-{fact.RareWords}" : null;

    /// <summary>
    /// Asks for the mass, by the averages of strata, which how much of a record is rare words divides. How many different types a selection holds is not
    /// linear in the amounts, so that presence is not asked for: it follows where most of the reference is in the mix.
    /// </summary>
    public void Ask(PlanAsk ask)
    {
        if (retention is not { Limit: { } stated, Soft: false }) return;
        var limit = ask.Waived(retention.Code, null, stated, Sense.AtLeast);
        var reference = ask.Strata.Where(s => need.IsReference(s.Sample.Source, s.Sample.Origin)).ToList();
        var (words, rare) = (new BigInteger(reference.Sum(s => s.Words)), new BigInteger(reference.Sum(s => s.RareWords)));
        if (rare.IsZero) return;
        var least = limit * Allowance * new Fraction(rare, words);
        ask.Row(
            Codes.TailWordMass, retention.Name, retention.Place, Sense.AtLeast,
            s => s.Available == 0 ? Fraction.Zero : (new Fraction(s.RareWords, 1) - (least * new Fraction(s.Words, 1))) * new Fraction(1, s.Available),
            Fraction.Zero, Group, "text without them", $"rare words to be at least {Figures.Percent(least)} of the words");
    }

    /// <inheritdoc/>
    public NotJudged? CannotJudge(Evidence evidence)
    {
        // The columns of a manifest say what was rare by the settings of whoever wrote it, and nothing of what was left out.
        if (evidence.Words is not null) return null;
        var isHard = retention?.IsHard == true || presence?.IsHard == true;
        return new NotJudged("a manifest alone does not say what human text was left out of it", isHard, "build or check the policy without --manifest");
    }

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Evidence evidence)
    {
        if (evidence.Words is not { } words) yield break;
        if (retention is not null) yield return TailWordsJudge.Mass(retention, words);
        if (presence is null) yield break;
        yield return TailWordsJudge.Presence(presence, words);
        if (TailWordsJudge.PresenceOutside(presence, words) is { } outside) yield return outside;
    }
}
