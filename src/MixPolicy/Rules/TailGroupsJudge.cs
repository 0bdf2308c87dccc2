using System.Numerics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>What is kept of the rare groups, in exact integers.</summary>
internal static class TailGroupsJudge
{
    private const int Shown = 5;

    /// <summary>Counts the groups of a mix beside those of the reference, which the rule knows of the pool.</summary>
    public static TailMeasure Measure(TailGroupsRule rule, Evidence evidence)
    {
        var reference = rule.Reference!;
        var kept = reference.Groups.ToDictionary(g => g.Name, _ => new TailKept(0, 0, 0, 0, 0), StringComparer.Ordinal);
        foreach (var total in evidence.Classes)
        {
            var group = rule.Need.Column.Of(total.Class, evidence.Schema);
            if (!kept.TryGetValue(group, out var so)) continue;
            var isHuman = total.Class.IsHuman;
            kept[group] = new TailKept(
                so.Records + total.Records,
                so.Amount + total.Amount,
                so.HumanAmount + (isHuman ? total.Amount : BigInteger.Zero),
                so.HumanOnce + (isHuman ? total.OnceAmount : BigInteger.Zero),
                Math.Max(so.MostRepeated, isHuman ? total.MostRepeated : 0));
        }

        return new TailMeasure(reference, kept, evidence.Total);
    }

    /// <summary>How many records must be there, of those expected: rounded down, so that what is expected less than once may be missing.</summary>
    public static BigInteger Needed(Fraction limit, BigInteger expected) => (limit * new Fraction(expected, ResampleExpectation.One)).Floor();

    /// <summary>The worst group's share of the mix, over its share of the reference, over the baseline.</summary>
    public static Verdict Mass(TailLimit limit, GroupColumn column, TailMeasure measured, string unit)
    {
        var reference = measured.Reference;
        var rare = reference.Rare.Where(g => g.Baseline > 0)
            .Select(g => (Group: g, Kept: measured.Kept[g.Name], Part: measured.Kept[g.Name].Amount * reference.Amount * TailGroup.Parts, Whole: measured.Total * g.Amount * g.Baseline))
            .OrderBy(g => new Fraction(g.Part, g.Whole)).ThenBy(g => g.Group.Name, StringComparer.Ordinal)
            .ToList();
        if (rare.Count == 0) return Nothing(limit, column, reference, unit);
        var worst = rare[0];
        var below = rare.Where(g => new Fraction(g.Part, g.Whole) < (limit.Limit ?? limit.WarnLimit)).Select(g => g.Group.Name).ToList();
        var share = new Fraction(worst.Kept.Amount, measured.Total);
        var before = new Fraction(worst.Group.Amount, reference.Amount);
        return limit.Judge(
            worst.Part, worst.Whole, reference.Amount * TailGroup.Parts, unit,
            $"{column.Called(worst.Group.Name)} is {Figures.Percent(share, before)} of the mix and {Figures.Percent(before, share)} of {reference.Called}{Others(below)}",
            [$"add {column.Called(worst.Group.Name)}, or take less of the rest", "let it be seen more often: raise max_repetition_factor of the sources that hold it, and upsample"],
            worst.Group.Name);
    }

    /// <summary>The distinct records of the worst group, against what as much text drawn from the reference would hold.</summary>
    public static Verdict Presence(TailLimit limit, GroupColumn column, TailMeasure measured)
    {
        var reference = measured.Reference;
        var rare = reference.Rare.Where(g => g.Records > 0 && !measured.Total.IsZero)
            .Select(g => (Group: g, measured.Kept[g.Name].Records, Expected: reference.Expected(g, measured.Total)))
            .OrderBy(g => Missing(limit, g.Records, g.Expected) ? 0 : 1)
            .ThenBy(g => new Fraction(g.Records, BigInteger.Max(1, g.Expected))).ThenBy(g => g.Group.Name, StringComparer.Ordinal)
            .ToList();
        if (rare.Count == 0) return Nothing(limit, column, reference, "records");
        var worst = rare[0];
        var below = rare.Where(g => Missing(limit, g.Records, g.Expected)).Select(g => g.Group.Name).ToList();
        var count = new CountLimit(
            limit.Code, limit.Name, limit.Place, Sense.AtLeast, Required(limit.Limit, worst.Expected), Required(limit.WarnLimit, worst.Expected), limit.Soft, "records");
        return count.Judge(
            worst.Records,
            $"the mix holds {Figures.Count(worst.Records, "record")} of {column.Called(worst.Group.Name)}, of {Figures.Of(worst.Group.Records)} in {reference.Called}; "
                + $"as much of that drawn anew would hold {new Fraction(worst.Expected, ResampleExpectation.One).ToDecimal(1)}{Others(below)}",
            [$"take more of the records of {column.Called(worst.Group.Name)}", "add records of it"],
            worst.Group.Name) with
        {
            Stated = limit.Limit,
            HoldsUnder = waived => rare.TrueForAll(g => g.Records >= Needed(waived, g.Expected)),
        };
    }

    private static BigInteger? Required(Fraction? limit, BigInteger expected) => limit is { } share ? Needed(share, expected) : null;

    private static bool Missing(TailLimit limit, long records, BigInteger expected) => records < Needed((limit.Limit ?? limit.WarnLimit)!.Value, expected);

    private static string Others(List<string> below) => below.Count < 2 ? ""
        : $" ({below.Count} groups are below: {string.Join(", ", below.Take(Shown).Select(Policies.Shown.Short))}{(below.Count > Shown ? ", …" : "")})";

    /// <summary>No group is rare: that is what was found, not a thing that was not looked at.</summary>
    private static Verdict Nothing(TailLimit limit, GroupColumn column, TailReference reference, string unit) => new(
        limit.Code, limit.Name, limit.Place, Sense.AtLeast, 1, 1, limit.Limit, limit.WarnLimit, Outcome.Satisfied, 0, unit, null,
        $"no group of {column.Name} is rare in {reference.Called} and large enough to be judged", []);
}
