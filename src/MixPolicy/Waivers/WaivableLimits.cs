using MixPolicy.Diagnostics;
using MixPolicy.Planning;

namespace MixPolicy.Waivers;

/// <summary>Which limits can be waived. What is not here cannot, and <see cref="WhyNot"/> says why.</summary>
internal static class WaivableLimits
{
    /// <summary>Ascending by code.</summary>
    public static IReadOnlyList<WaivableLimit> All { get; } =
    [
        new(Codes.SourceFraction, Sense.AtMost, WaiverMeasure.Share, WaiverSubjects.Named, "source"),
        new(Codes.FreshHuman, Sense.AtLeast, WaiverMeasure.Share),
        new(Codes.HumanFraction, Sense.AtLeast, WaiverMeasure.Share),
        new(Codes.HumanRecords, Sense.AtLeast, WaiverMeasure.Count),
        new(Codes.SyntheticFraction, Sense.AtMost, WaiverMeasure.Share),
        new(Codes.SyntheticDepth, Sense.AtMost, WaiverMeasure.Count),
        new(Codes.SyntheticKind, Sense.AtMost, WaiverMeasure.Share, WaiverSubjects.Folded, "kind"),
        new(Codes.SyntheticGenerator, Sense.AtMost, WaiverMeasure.Share, WaiverSubjects.Folded, "generator"),
        new(Codes.SyntheticDecoding, Sense.AtMost, WaiverMeasure.Count),
        new(Codes.ProvenanceMissing, Sense.AtMost, WaiverMeasure.Count, WaiverSubjects.Named, "attribute"),
        new(Codes.LicenseRefused, Sense.AtMost, WaiverMeasure.Count),
        new(Codes.Repetition, Sense.AtMost, WaiverMeasure.Count),
        new(Codes.RepetitionMass, Sense.AtMost, WaiverMeasure.Share),
        new(Codes.RepetitionFactor, Sense.AtMost, WaiverMeasure.Factor, WaiverSubjects.Named, "source"),
        new(Codes.TailMass, Sense.AtLeast, WaiverMeasure.Share, WaiverSubjects.Worst, "group"),
        new(Codes.TailPresence, Sense.AtLeast, WaiverMeasure.Share, WaiverSubjects.Worst, "group"),
        new(Codes.TailRepetition, Sense.AtMost, WaiverMeasure.Factor, WaiverSubjects.Worst, "group"),
        new(Codes.TailWordMass, Sense.AtLeast, WaiverMeasure.Share),
        new(Codes.TailWordPresence, Sense.AtLeast, WaiverMeasure.Share, WaiverSubjects.Named, "part of the mix"),
        new(Codes.Unverified, Sense.AtMost, WaiverMeasure.ShareOrCount),
        new(Codes.BestOf, Sense.AtMost, WaiverMeasure.Share),
        new(Codes.KeepRates, Sense.AtMost, WaiverMeasure.ShareOrCount, WaiverSubjects.Named, "verifier") { CountSense = Sense.AtLeast },
        new(Codes.WrongKept, Sense.AtMost, WaiverMeasure.Share, WaiverSubjects.Named, "verifier"),
        new(Codes.GroupFloor, Sense.AtLeast, WaiverMeasure.Share, WaiverSubjects.Named, "group"),
        new(Codes.GroupCap, Sense.AtMost, WaiverMeasure.Share, WaiverSubjects.Named, "group"),
        new(Codes.Duplicates, Sense.AtMost, WaiverMeasure.Count),
        new(Codes.CopyFraction, Sense.AtMost, WaiverMeasure.Share),
        new(Codes.EffectiveTexts, Sense.AtLeast, WaiverMeasure.Share),
        new(Codes.NearDuplicates, Sense.AtMost, WaiverMeasure.Share),
        new(Codes.HumanEvidence, Sense.AtMost, WaiverMeasure.Count),
        new(Codes.OriginConflict, Sense.AtMost, WaiverMeasure.Count),
        new(Codes.Diversity, Sense.AtMost, WaiverMeasure.Bits),
    ];

    /// <summary>The limit that a code is of; null when there is none that can be waived.</summary>
    public static WaivableLimit? Find(string code) => All.FirstOrDefault(l => l.Code == code);

    /// <summary>Why a code of the catalogue cannot be waived, as it follows the code.</summary>
    public static string WhyNot(string code) => code switch
    {
        Codes.BudgetMissed => "is the budget: what the mix is to hold may be a range, mix.budget: { min: ..., max: ... }, and needs no waiver",
        Codes.HumanLost or Codes.HumanReplaced or Codes.HumanRelabelled =>
            "is never replace: only a tombstone lets a human record of the parent go (rules.accumulate.tombstones)",
        Codes.TakenDown => "is about text that was taken down: a waiver cannot bring it back",
        Codes.HumanLeftOut => "only warns: nothing fails that a waiver could let pass",
        Codes.GroupMissing => "says that a limit judges nothing: mend the limit or the mapping instead",
        _ => "is not what a limit on the mix raises: only such limits (MIX03nn) can be waived",
    };
}
