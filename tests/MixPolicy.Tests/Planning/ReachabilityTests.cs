using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Planning;

public sealed partial class ReachabilityTests
{
    private const string Mix = "mix.max_repetition_factor";
    private static readonly Place Place = new("policy.yaml", 7, 3);

    /// <summary>Where every stratum is left out, the budget says all there is to say.</summary>
    private static readonly Gen<PlanProblem> Problems = AnyProblem.Where(p => Most(p).Sum() > 0);

    private static Gen<PlanProblem> AnyProblem =>
        from strata in Gen.Select(Gen.Bool, Gen.Long[0, 400], Gen.Int[1, 40], Gen.Int[0, 9]).List[1, 6]
        from percent in Gen.Int[1, 100]
        from atLeast in Gen.Bool
        from min in Gen.Long[1, 1200]
        from more in Gen.OneOf(Gen.Const(0L), Gen.Long[1, 500])
        from alike in Gen.Bool
        select Problem(
            [.. strata.Select(s => (s.Item1, s.Item2, alike ? new Fraction(3, 2) : s.Item4 == 0 ? Fraction.Zero : s.Item3 <= 20 ? Fraction.One : new Fraction(s.Item3, 10)))],
            new Fraction(percent, 100), atLeast ? Sense.AtLeast : Sense.AtMost, min, min + more);

    [Fact]
    public void Check_AnyProblem_IsTrueExactlyWhenSomeAmountsMeetTheLimit() => Problems.Sample(problem =>
        Finding(problem, Codes.HumanFraction) is null == IsReachable(problem));

    [Fact]
    public void Remedies_Applied_EachMendsAndOneLessDoesNot()
    {
        var told = new HashSet<string>();
        Problems.Sample(
            problem =>
            {
                foreach (var remedy in Finding(problem, Codes.HumanFraction)?.Remedies ?? [])
                {
                    var words = Number().Match(remedy);
                    var number = new Fraction(BigInteger.Parse(words.Groups["number"].Value.Replace(",", "").Replace(".", ""), CultureInfo.InvariantCulture), words.Groups["point"].Success ? BigInteger.Pow(10, words.Groups["point"].Length - 1) : 1);
                    lock (told) told.Add(words.Groups["verb"].Value);
                    var (mended, almost) = words.Groups["verb"].Value switch
                    {
                        "add" => (Added(problem, number.Numerator), Added(problem, number.Numerator - 1)),
                        "lower" => (Budgeted(problem, (long)number.Numerator), Budgeted(problem, (long)number.Numerator + 1)),
                        "raise" => (Raised(problem, number), Raised(problem, number - new Fraction(1, 100))),
                        _ => (Limited(problem, number), Limited(problem, Tighter(problem, number))),
                    };
                    Assert.True(IsReachable(mended), $"{remedy}: does not mend");
                    Assert.False(IsReachable(almost), $"{remedy}: less would do");
                }
            },
            iter: 3000);
        Assert.Equal(["add", "lower", "raise", "set"], told.Order());
    }

    [Fact]
    public void BudgetRemedies_Applied_EachMends() => Problems.Sample(
        problem =>
        {
            var most = Most(problem);
            var reachable = most.Sum();
            var finding = Finding(problem, Codes.NoMix);
            Assert.Equal(reachable < problem.Budget.Min, finding is not null);
            if (finding is null || reachable == 0) return;
            Assert.Contains($"lower mix.budget{(problem.Budget.IsExact ? "" : ".min")} to {reachable}", finding.Remedies);
            Assert.Contains($"add {problem.Budget.Min - reachable:#,0} tokens of text", finding.Remedies);
            var factor = finding.Remedies.Select(r => Factor().Match(r)).SingleOrDefault(m => m.Success)?.Groups[1].Value;
            if (factor is null)
            {
                Assert.False(Total(new Fraction(16, 1)) >= problem.Budget.Min); // more than 16 times is no remedy
                return;
            }

            Assert.True(Fraction.TryParse(factor, out var least));
            Assert.True(Total(least) >= problem.Budget.Min);
            Assert.False(Total(least - new Fraction(1, 100)) >= problem.Budget.Min);

            BigInteger Total(Fraction each) => problem.Strata
                .Where((_, i) => most[i] > 0).Aggregate(BigInteger.Zero, (sum, s) => sum + (each * new Fraction(s.Available, 1)).Floor());
        },
        iter: 1000);

    [Fact]
    public void Remedies_CapByARule_DoNotRaiseAFactorInVain()
    {
        var problem = Problem([(true, 10, Fraction.One), (false, 100, Fraction.One)], new Fraction(1, 2), Sense.AtLeast, 100, 100);
        Assert.Contains(Finding(problem, Codes.HumanFraction)!.Remedies, r => r.StartsWith("raise", StringComparison.Ordinal));
        problem = problem with { CapBounds = [.. problem.CapBounds.Select(b => b with { Code = Codes.Repetition, Name = "rules.repetition.fail_above" })] };
        Assert.DoesNotContain(Finding(problem, Codes.HumanFraction)!.Remedies, r => r.StartsWith("raise", StringComparison.Ordinal));
    }

    [Fact]
    public void Remedies_SeveralCapsOnOneSide_AreRaisedTogether()
    {
        var problem = Problem([(true, 10, Fraction.One), (true, 20, Fraction.One), (false, 100, Fraction.One)], new Fraction(1, 2), Sense.AtLeast, 100, 100);
        problem = problem with { CapBounds = [.. problem.CapBounds.Select(b => b.Stratum == 1 ? b with { Name = "data.sources.s1.max_repetition_factor" } : b)] };
        Assert.Contains(
            "raise data.sources.s1.max_repetition_factor and mix.max_repetition_factor 1.70 times for human text (up to 4 repeats text almost as well as new text does)",
            Finding(problem, Codes.HumanFraction)!.Remedies);
        problem = Problem([(true, 3, Fraction.One), (false, 100, Fraction.One)], new Fraction(1, 2), Sense.AtLeast, 100, 100);
        Assert.DoesNotContain(Finding(problem, Codes.HumanFraction)!.Remedies, r => r.StartsWith("raise", StringComparison.Ordinal)); // 17 times is no remedy
    }

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(6, 5, false)]
    public void Check_CountOfRecords_IsAgainstThoseThatMayBeTaken(long needed, int atHand, bool possible)
    {
        var problem = Problem([(true, 50, Fraction.One), (true, 50, Fraction.Zero)], Fraction.Zero, Sense.AtLeast, 50, 100) with
        {
            Constraints = [new(Codes.HumanRecords, "rules.human.min_records", Place, "human records", "other records", Sense.AtLeast, null, [Fraction.One, Fraction.One], new Fraction(needed, 1))],
        };
        problem = problem with { Strata = [.. problem.Strata.Select(s => s with { Records = atHand })] };
        var finding = Finding(problem, Codes.HumanRecords);
        Assert.Equal(possible, finding is null);
        if (finding is not null) Assert.Equal(["add 1 human records", "set rules.human.min_records to 5"], finding.Remedies);
    }

    [Fact]
    public void Report_ShortShare_SaysWhatIsAtHand()
    {
        var problem = Problem([(true, 200, Fraction.One), (false, 2000, Fraction.One)], new Fraction(30, 100), Sense.AtLeast, 1000, 1000);
        var finding = Finding(problem, Codes.HumanFraction)!;
        Assert.Equal(
            "no mix: rules.human.min_fraction needs at least 30.00 % of 1,000 tokens, so 300 tokens of human text; at most 200 can be had at the repetition allowed; short by 100 tokens; best reachable 20.00 %",
            finding.Message);
        Assert.Equal(
            ["add 100 tokens of human text", "set rules.human.min_fraction to 0.2000", "lower mix.budget to 666", "raise mix.max_repetition_factor to 1.50 for human text (up to 4 repeats text almost as well as new text does)"],
            finding.Remedies);
    }

    private static PlanProblem Problem(IReadOnlyList<(bool Member, long Available, Fraction Cap)> strata, Fraction limit, Sense sense, long min, long max) => new(
        [.. strata.Select((s, i) => new Stratum($"s{i}", i, s.Member ? Origin.Human : Origin.Synthetic, new RecordClass($"s{i}", s.Member ? Origin.Human : Origin.Synthetic, 0, null, []), default, 1, s.Available, s.Available))],
        "tokens", new Budget(min, max, Place), [.. strata.Select(s => new Fraction(s.Available, 1))], [.. strata.Select(s => s.Cap)],
        [.. strata.Select((s, i) => new StratumBound(i, s.Cap, Codes.RepetitionFactor, Mix, Place))],
        [new(Codes.HumanFraction, "rules.human.min_fraction", Place, "human text", "text that is not human", sense, [.. strata.Select(s => (s.Member ? Fraction.One : Fraction.Zero) - limit)], null, Fraction.Zero, limit)]);

    /// <summary>Whether some whole amounts up to the caps, with a total as near to the budget's least as can be, meet the share: all totals are tried.</summary>
    private static bool IsReachable(PlanProblem problem)
    {
        var most = Most(problem);
        var row = problem.Constraints[0];
        var limit = Limit(problem);
        var members = most.Where((_, i) => IsMember(problem, i)).Sum();
        var others = most.Sum() - members;
        var least = Math.Min(problem.Budget.Min!.Value, members + others);
        // The best share at that total: as many members, or as few, as fit.
        var part = row.Sense == Sense.AtLeast ? Math.Min(members, least) : least - Math.Min(others, least);
        return row.Sense == Sense.AtLeast ? new Fraction(part, 1) >= limit * new Fraction(least, 1) : new Fraction(part, 1) <= limit * new Fraction(least, 1);
    }

    private static long[] Most(PlanProblem problem) => [.. Enumerable.Range(0, problem.Strata.Count).Select(problem.MaxAmount)];

    private static bool IsMember(PlanProblem problem, int s) => problem.Strata[s].Origin == Origin.Human;

    private static Fraction Limit(PlanProblem problem) => problem.Constraints[0].Share!.Value;

    private static Diagnostic? Finding(PlanProblem problem, string code)
    {
        var diagnostics = new DiagnosticBag();
        Reachability.Check(problem, diagnostics, CancellationToken.None);
        return diagnostics.Sorted().SingleOrDefault(d => d.Code == code);
    }

    private static PlanProblem With(PlanProblem problem, Fraction limit, IEnumerable<(bool Member, long Available, Fraction Cap)> strata, long min) =>
        Problem([.. strata], limit, problem.Constraints[0].Sense, min, Math.Max(min, problem.Budget.Max!.Value));

    private static IEnumerable<(bool Member, long Available, Fraction Cap)> StrataOf(PlanProblem problem) =>
        problem.Strata.Select((s, i) => (IsMember(problem, i), s.Available, problem.Caps[i]));

    private static bool HelpsWhenMember(PlanProblem problem) => problem.Constraints[0].Sense == Sense.AtLeast;

    private static PlanProblem Added(PlanProblem problem, BigInteger amount) =>
        With(problem, Limit(problem), StrataOf(problem).Append((HelpsWhenMember(problem), (long)amount, Fraction.One)), problem.Budget.Min!.Value);

    private static PlanProblem Budgeted(PlanProblem problem, long min) => With(problem, Limit(problem), StrataOf(problem), min);

    private static PlanProblem Raised(PlanProblem problem, Fraction factor) => With(
        problem, Limit(problem), StrataOf(problem).Select(s => s with { Cap = factor }), problem.Budget.Min!.Value);

    private static PlanProblem Limited(PlanProblem problem, Fraction limit) => With(problem, limit, StrataOf(problem), problem.Budget.Min!.Value);

    private static Fraction Tighter(PlanProblem problem, Fraction limit) =>
        limit + new Fraction(problem.Constraints[0].Sense == Sense.AtLeast ? 1 : -1, 10_000);

    [GeneratedRegex(@"^(?<verb>add|lower|raise|set)\b.*?(?<number>[0-9][0-9,]*(?<point>\.[0-9]+)?)( |$)")]
    private static partial Regex Number();

    [GeneratedRegex(@"^raise max_repetition_factor to ([0-9.]+) for every source")]
    private static partial Regex Factor();
}
