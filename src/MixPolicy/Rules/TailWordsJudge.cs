using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>What is kept of the rare words, measured in exact integers against what as much human text would keep.</summary>
internal static class TailWordsJudge
{
    private static readonly string[] Remedies =
    [
        "add human text that holds them, or take less of the text that does not",
        "draw synthetic text at a temperature of 1 and a top_p of 1",
    ];

    /// <summary>
    /// The rare words' share of the mix's words, repetitions counted, over their share of the reference's, where each record is measured against the
    /// others.
    /// </summary>
    public static Verdict Mass(TailLimit limit, WordEvidence words)
    {
        var (mix, reference) = (words.Mix, words.Reference);
        var expected = mix.Words * reference.Rare;
        if (expected.IsZero) return Nothing(limit);
        var what = $"rare words are {Share(mix.Rare, mix.Words)} of the words of the mix, and {Share(reference.Rare, reference.Words)} in the reference";
        return limit.Judge(mix.Rare * reference.Words, expected, reference.Words, "words", what, Remedies);
    }

    /// <summary>
    /// The different rare types of the mix, over those of as many words drawn from the reference, and where the mix has text that is not of the
    /// reference, of other human text.
    /// </summary>
    public static Verdict Presence(TailLimit limit, WordEvidence words)
    {
        var inside = words.Mix.WordsOnce - words.Outside.WordsOnce;
        var expected = words.Reference.Words == 0 ? BigInteger.Zero
            : ResampleExpectation.Types(words.Reference.Group, inside, words.Outside.WordsOnce, Recall(words), words.Reference.Words);
        if (expected.IsZero) return Nothing(limit);
        return Judge(limit, words.Mix.Types, expected, $"the mix holds {Figures.Of(words.Mix.Types)} of the {Figures.Of(words.Reference.Group.Types)} rare words counted in the reference", null);
    }

    /// <summary>The same of the text that is not of the reference alone; null when there is too little of it.</summary>
    public static Verdict? PresenceOutside(TailLimit limit, WordEvidence words)
    {
        var (outside, reference) = (words.Outside, words.Reference);
        if (reference.Words == 0) return null;
        var recall = Recall(words);
        var expected = ResampleExpectation.Types(reference.Group, outside.WordsOnce, reference.Words) * recall.Numerator / recall.Denominator;
        if (expected < TailWordsRule.LeastExpected * ResampleExpectation.One) return null;
        return Judge(limit, outside.Types, expected, $"the text of the mix that is not of the reference holds {Figures.Of(outside.Types)} of the {Figures.Of(reference.Group.Types)} rare words counted in the reference", "text outside the reference");
    }

    /// <summary>The human-against-human baseline: what one half of the reference holds of the other's rare types, over what a resample would. At most 1.</summary>
    public static Fraction Recall(WordEvidence words)
    {
        var halves = words.Reference.Halves;
        if (halves.WordsA == 0 || halves.WordsB == 0) return Fraction.One;
        var expected = ResampleExpectation.Types(halves.GroupA, halves.WordsB, halves.WordsA) + ResampleExpectation.Types(halves.GroupB, halves.WordsA, halves.WordsB);
        var recalled = (BigInteger)(halves.RecalledByA + halves.RecalledByB) << ResampleExpectation.Places;
        return expected.IsZero || recalled >= expected ? Fraction.One : new Fraction(recalled, expected);
    }

    private static Verdict Judge(TailLimit limit, long types, BigInteger expected, string what, string? subject)
    {
        var rounded = expected >> ResampleExpectation.Places;
        return limit.Judge(
            (BigInteger)types << ResampleExpectation.Places, expected, ResampleExpectation.One, "words", $"{what} (expected {Figures.Of(rounded)})", Remedies, subject);
    }

    /// <summary>A gate that has nothing to measure must not pass.</summary>
    private static Verdict Nothing(TailLimit limit) => limit.Judge(
        0, 1, 1, "words", $"the reference holds no rare words that are counted, so that nothing can be measured",
        ["add human text", "raise rules.tail.sample"]);

    private static string Share(BigInteger part, BigInteger whole) => whole.IsZero ? "none" : Figures.Percent(new Fraction(part, whole));
}
