using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Tests.Rules;

public sealed partial class ShareLimitTests
{
    private static readonly Place Place = new("policy.yaml", 1, 1);
    private static readonly Fraction Third = new(3, 10);
    private static readonly Fraction Warn = new(4, 10);

    [Theory]
    [InlineData(29, nameof(Outcome.Violated), 1)]
    [InlineData(30, nameof(Outcome.Warned), 10)]
    [InlineData(31, nameof(Outcome.Warned), 9)]
    [InlineData(39, nameof(Outcome.Warned), 1)]
    [InlineData(40, nameof(Outcome.Satisfied), 0)]
    [InlineData(41, nameof(Outcome.Satisfied), 0)]
    public void Judge_AtLeast_IsExactAtBothLimits(int part, string outcome, int shortfall) =>
        Check(Limit(Sense.AtLeast, Third, Warn), part, outcome, shortfall);

    [Theory]
    [InlineData(29, nameof(Outcome.Satisfied), 0)]
    [InlineData(30, nameof(Outcome.Satisfied), 0)]
    [InlineData(31, nameof(Outcome.Warned), 1)]
    [InlineData(40, nameof(Outcome.Warned), 10)]
    [InlineData(41, nameof(Outcome.Violated), 1)]
    public void Judge_AtMost_IsExactAtBothLimits(int part, string outcome, int shortfall) =>
        Check(Limit(Sense.AtMost, Warn, Third), part, outcome, shortfall);

    [Theory]
    [InlineData(39, nameof(Outcome.Warned))]
    [InlineData(40, nameof(Outcome.Satisfied))]
    [InlineData(0, nameof(Outcome.Warned))]
    public void Judge_WarningLimitOnly_NeverFails(int part, string outcome) =>
        Assert.Equal(outcome, Judge(Limit(Sense.AtLeast, null, Warn), part, 100).Outcome.ToString());

    [Theory]
    [InlineData(29, nameof(Outcome.Violated))]
    [InlineData(30, nameof(Outcome.Satisfied))]
    public void Judge_FailingLimitOnly_NeverWarns(int part, string outcome) =>
        Assert.Equal(outcome, Judge(Limit(Sense.AtLeast, Third, null), part, 100).Outcome.ToString());

    [Theory]
    [InlineData(29, nameof(Outcome.Warned), 1)]
    [InlineData(30, nameof(Outcome.Satisfied), 0)]
    public void Judge_Softened_WarnsInsteadOfFailing(int part, string outcome, int shortfall)
    {
        var verdict = Judge(Limit(Sense.AtLeast, Third, null) with { Soft = true }, part, 100);
        Assert.Equal((outcome, shortfall), (verdict.Outcome.ToString(), verdict.Shortfall));
        Assert.Equal(part < 30, verdict.Message.Contains("the policy needs at least 30.00 %", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_LimitThatNoDecimalMeets_IsExact()
    {
        var third = new Fraction(1, 3);
        Assert.Equal(Outcome.Satisfied, Judge(Limit(Sense.AtLeast, third, null), 333_333_333, 999_999_999).Outcome);
        Assert.Equal(Outcome.Violated, Judge(Limit(Sense.AtLeast, third, null), 333_333_333, 1_000_000_000).Outcome);
    }

    [Fact]
    public void Remedies_Applied_EachMendsAndOneLessDoesNot() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 100], Gen.Int[0, 100], Gen.Long[0, 1_000_000], Gen.Long[0, 1_000_000], Gen.Bool).Sample(
            (atLeast, percent, warnPercent, part, others, soft) =>
            {
                var sense = atLeast ? Sense.AtLeast : Sense.AtMost;
                var (fail, warn) = atLeast == (percent < warnPercent) ? (percent, warnPercent) : (warnPercent, percent);
                var limit = Limit(sense, new Fraction(fail, 100), new Fraction(warn, 100)) with { Soft = soft };
                if (part + others == 0) return;
                var verdict = Judge(limit, part, part + others);
                var failed = atLeast ? part * 100 < fail * (part + others) : part * 100 > fail * (part + others);
                var crossed = new Fraction(failed ? fail : warn, 100);
                foreach (var remedy in verdict.Remedies)
                {
                    var words = Remedy().Match(remedy);
                    Assert.True(words.Success, remedy);
                    if (words.Groups["limit"].Success)
                    {
                        Assert.Equal(failed ? "rules.human.x" : atLeast ? "rules.human.warn_below" : "rules.human.warn_above", words.Groups["name"].Value);
                        Assert.True(Fraction.TryParse(words.Groups["limit"].Value, out var set));
                        Assert.True(Holds(sense, part, part + others, set), remedy);
                        Assert.False(Holds(sense, part, part + others, set + new Fraction(atLeast ? 1 : -1, 10_000)), $"{remedy}: need not go so far");
                        continue;
                    }

                    var number = long.Parse(words.Groups["number"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
                    foreach (var (change, mends) in new[] { (number, true), (number - 1, false) })
                    {
                        var signed = words.Groups["verb"].Value == "add" ? change : -change;
                        var (p, o) = words.Groups["side"].Value == "the group" ? (part + signed, others) : (part, others + signed);
                        Assert.True(p >= 0 && o >= 0 && p + o > 0, $"{remedy}: more than there is");
                        Assert.Equal(mends, Holds(sense, p, p + o, crossed));
                    }
                }

                Assert.Equal(verdict.Outcome == Outcome.Satisfied, verdict.Remedies.Count == 0);
            },
            iter: 5000);

    [Fact]
    public void Message_MissedLimit_NeverLooksMet() =>
        Gen.Select(Gen.Bool, Gen.Long[1, 999_999_999], Gen.Int[-40, 40], Gen.Long[1_000_000_000, 5_000_000_000]).Sample(
            (atLeast, limit, off, whole) =>
            {
                var sense = atLeast ? Sense.AtLeast : Sense.AtMost;
                var share = new Fraction(limit, 1_000_000_000);
                var part = BigInteger.Max(0, (share * new Fraction(whole, 1)).Floor() + off);
                var verdict = Judge(Limit(sense, share, null), (long)part, whole);
                if (verdict.Outcome == Outcome.Satisfied) return;
                var shown = Shown().Matches(verdict.Message).Select(m => decimal.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).ToArray();
                Assert.Equal(2, shown.Length);
                Assert.True(atLeast ? shown[0] < shown[1] : shown[0] > shown[1], verdict.Message);
            },
            iter: 3000);

    private static void Check(ShareLimit limit, int part, string outcome, int shortfall)
    {
        var verdict = Judge(limit, part, 100);
        Assert.Equal((outcome, shortfall), (verdict.Outcome.ToString(), verdict.Shortfall));
    }

    private static bool Holds(Sense sense, long part, long whole, Fraction limit) =>
        sense == Sense.AtLeast ? new Fraction(part, whole) >= limit : new Fraction(part, whole) <= limit;

    private static ShareLimit Limit(Sense sense, Fraction? fail, Fraction? warn) => new(Codes.HumanFraction, "rules.human.x", Place, sense, fail, warn, Soft: false)
    {
        WarnName = sense == Sense.AtLeast ? "rules.human.warn_below" : "rules.human.warn_above",
    };

    private static Verdict Judge(ShareLimit limit, long part, long whole) => limit.Judge(part, whole, "tokens", "the group", "the others");

    [GeneratedRegex("^(?:set (?<name>[a-z_.]+) to (?<limit>[0-9.]+)|(?<verb>add|drop) (?<number>[0-9,]+) tokens of (?<side>the group|the others))$")]
    private static partial Regex Remedy();

    [GeneratedRegex("([0-9.]+) %")]
    private static partial Regex Shown();
}
