using System.Numerics;
using MixPolicy.Planning;
using MixPolicy.Planning.Conflicts;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Suggestions;

/// <summary>
/// What a mix that was made and judged misses is set to what it measured: whole documents may miss by a little what amounts can meet, some rules
/// cannot be planned for, and with <c>budget: all</c> there is nothing to plan.
/// </summary>
internal static class VerdictRepair
{
    private const int Steps = 10_000;

    /// <summary>The changes for every limit that is broken.</summary>
    /// <param name="verdicts">What was judged.</param>
    /// <param name="budget">The budget that was planned for.</param>
    /// <param name="slack">How far beyond what was measured a share is set, in ten-thousandths, so that another selection of documents meets it too.</param>
    public static LimitChanges Of(IReadOnlyList<Verdict> verdicts, Budget? budget, int slack)
    {
        var changes = new List<LimitChange>();
        foreach (var limit in verdicts.Where(v => v.Outcome == Outcome.Violated).GroupBy(v => v.Name))
        {
            var measured = limit.Select(v => new Fraction(v.Part, v.Whole ?? 1)).ToList();
            var atLeast = limit.First().Sense == Sense.AtLeast;
            var worst = atLeast ? measured.Min() : measured.Max();
            var isCount = limit.First().Whole is null;
            // What no record may be, or lack, is no matter of how many are.
            if (limit.First().Limit is not { } asked || (isCount && !atLeast && asked == Fraction.Zero))
            {
                return new LimitChanges([], $"{limit.Key} has no number that would mend it: {limit.First().Message}");
            }

            // A range is written as two numbers.
            var name = limit.Key == "mix.budget" && budget is { IsAll: false, IsExact: false } ? $"mix.budget.{(atLeast ? "min" : "max")}" : limit.Key;
            changes.Add(new LimitChange(name, isCount ? Count(worst, atLeast, slack, asked) : Share(worst, atLeast, slack)));
        }

        return new LimitChanges(changes, changes.Count > 0 ? null : "what is amiss is no limit that another number would mend");
    }

    private static Fraction Share(Fraction measured, bool atLeast, int slack)
    {
        var steps = measured * new Fraction(Steps, 1);
        var step = atLeast ? BigInteger.Max(steps.Floor() - slack, 0) : BigInteger.Min(steps.Ceiling() + slack, Steps);
        return new Fraction(step, Steps);
    }

    /// <summary>A count is given as much room, as a part of itself.</summary>
    private static Fraction Count(Fraction measured, bool atLeast, int slack, Fraction asked)
    {
        var room = (asked * new Fraction(slack, Steps)).Ceiling();
        return new Fraction(atLeast ? BigInteger.Max(measured.Floor() - room, 1) : measured.Ceiling(), 1);
    }
}
