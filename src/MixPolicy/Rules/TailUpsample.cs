using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>How the human text of rare groups is drawn more often than the rest of its source.</summary>
internal enum UpsampleMethod
{
    /// <summary>A fixed number of times as often as the rest.</summary>
    Factor,

    /// <summary>Shares in proportion to size^(1/temperature).</summary>
    Temperature,

    /// <summary>By ascending size: an equal share of what is left for each, at most so many times its size.</summary>
    Unimax,
}

/// <summary>The block <c>upsample</c>. Targets only: what limits forbid the planner does not do.</summary>
/// <param name="Name">The block by its path in the policy.</param>
/// <param name="Method">How targets are found.</param>
/// <param name="Factor">How many times as often; 1 for other methods.</param>
/// <param name="Temperature">At least 1; 1 for other methods.</param>
/// <param name="Most">How often a rare record may be seen, on average and, rounded up, each by itself.</param>
/// <param name="Place">Where that limit stands.</param>
/// <param name="Soft">True when <c>severity: warn</c> turns a violation into a warning.</param>
internal sealed record TailUpsample(string Name, UpsampleMethod Method, Fraction Factor, Fraction Temperature, Fraction Most, Place Place, bool Soft)
{
    /// <summary>The human amounts of every group of a source, ordinal by group; empty while the pool is not known.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(string Group, BigInteger Amount)>> Sizes { get; private init; } =
        new Dictionary<string, IReadOnlyList<(string, BigInteger)>>();

    /// <summary>With what the pool holds.</summary>
    public TailUpsample Informed(PoolCensus pool, TailGroupsNeed need)
    {
        var sums = pool.By(c => c.IsHuman ? new Key(c.Source, need.Column.Of(c, pool.Schema)) : null);
        return this with
        {
            Sizes = sums.GroupBy(s => s.Key.Source, StringComparer.Ordinal).ToDictionary(
                g => g.Key,
                IReadOnlyList<(string, BigInteger)> (g) => [.. g.OrderBy(s => s.Key.Group, StringComparer.Ordinal).Select(s => (s.Key.Group, (BigInteger)s.Value.Amount))],
                StringComparer.Ordinal),
        };
    }

    /// <summary>Caps how often the members are seen.</summary>
    public void Ask(PlanAsk ask, Func<Stratum, bool> member) => ask.Cap(Codes.TailRepetition, $"{Name}.max_repetition_factor", Place, member, ask.Waived(Codes.TailRepetition, null, Most, Sense.AtMost));

    /// <summary>Judges how often the human records of rare groups are seen; the most repeated group is the verdict.</summary>
    public Verdict Judge(GroupColumn column, TailMeasure measured, string unit) => JudgeAlone(column, measured, unit) with
    {
        Stated = Most,
        HoldsUnder = waived => (this with { Most = waived, Soft = false }).JudgeAlone(column, measured, unit).Outcome == Outcome.Satisfied,
    };

    private Verdict JudgeAlone(GroupColumn column, TailMeasure measured, string unit)
    {
        var limit = $"{Name}.max_repetition_factor";
        var rare = measured.Reference.Rare.Select(g => (g.Name, Kept: measured.Kept[g.Name])).Where(g => !g.Kept.HumanOnce.IsZero)
            .OrderByDescending(g => g.Kept.MostRepeated > Most.Ceiling())
            .ThenByDescending(g => new Fraction(g.Kept.HumanAmount, g.Kept.HumanOnce)).ThenBy(g => g.Name, StringComparer.Ordinal)
            .ToList();
        if (rare.Count == 0)
        {
            return new Verdict(
                Codes.TailRepetition, limit, Place, Sense.AtMost, 0, 1, Most, null, Outcome.Satisfied, 0, unit, null, $"no rare group of {column.Name} is in the mix", []);
        }

        var (name, kept) = rare[0];
        var average = new Fraction(kept.HumanAmount, kept.HumanOnce);
        var over = kept.HumanAmount - (Most * new Fraction(kept.HumanOnce, 1)).Floor();
        var what = $"human {column.Called(name)} is seen {average.ToDecimal(2)} times on average, and a record of it at most {Figures.Of(kept.MostRepeated)} times";
        string[] remedies = ["add text of the group", $"raise {limit}: up to 4 repeats text almost as well as new text does"];
        if (kept.MostRepeated > Most.Ceiling())
        {
            return new CountLimit(Codes.TailRepetition, limit, Place, Sense.AtMost, Most.Ceiling(), null, Soft, "times").Judge(kept.MostRepeated, what, remedies, name);
        }

        var failed = average > Most;
        return new Verdict(
            Codes.TailRepetition, limit, Place, Sense.AtMost, kept.HumanAmount, kept.HumanOnce, Most, null,
            !failed ? Outcome.Satisfied : Soft ? Outcome.Warned : Outcome.Violated, failed ? over : 0, unit, name,
            failed ? $"{what}; {limit} allows {Most.ToDecimal(2)} on average; over by {Figures.Of(over)} {unit}" : what,
            failed ? remedies : []);
    }

    private sealed record Key(string Source, string Group);
}
