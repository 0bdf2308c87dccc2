using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;
using MixPolicy.Waivers;
using Table = MixPolicy.Tests.Rules.Table;

namespace MixPolicy.Tests.Waivers;

/// <summary>The law of waivers: what is broken is let pass exactly where a policy with the waiver's limit in place of its own would be kept.</summary>
public sealed class WaiverJudgeTests
{
    private static readonly (string Rules, string Code, string[] Limits)[] Shares =
    [
        ("human: { min_fraction: # }", Codes.HumanFraction, ["0.1", "0.3", "0.5", "0.7", "0.9"]),
        ("human: { min_records: # }", Codes.HumanRecords, ["1", "5", "20", "40"]),
        ("synthetic: { max_fraction: # }", Codes.SyntheticFraction, ["0.1", "0.3", "0.5", "0.7", "0.9"]),
        ("synthetic: { max_fraction_by_generator: # }", Codes.SyntheticGenerator, ["0.1", "0.2", "0.3", "0.5"]),
        ("groups: [ { by: generator, max_fraction: { a: # } } ]", Codes.GroupCap, ["0.1", "0.2", "0.3", "0.5"]),
        ("tail: { by: generator, rare_below: 0.4, min_retention: # }", Codes.TailMass, ["0.1", "0.4", "0.7", "0.9"]),
        ("tail: { by: generator, rare_below: 0.4, min_presence: # }", Codes.TailPresence, ["0.1", "0.4", "0.7", "0.9"]),
        ("tail: { by: generator, rare_below: 0.4, upsample: { method: factor, factor: 2, max_repetition_factor: # } }", Codes.TailRepetition, ["1", "1.5", "2", "2.5", "4"]),
        ("verification: { of: synthetic, best_of: 3, by: [ x ], max_unverified_fraction: # }", Codes.Unverified, ["0.1", "0.3", "0.5"]),
    ];

    [Fact]
    public void Apply_AnyMixAndWaiver_IsAsIfTheLimitWereTheWaivers() => Gen.Select(
        Gen.Int[0, Shares.Length - 1], Gen.Int[0, 4], Gen.Int[0, 4],
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[1, 30], Gen.Int[1, 4]).Array[1, 7]).Sample((which, first, second, rows) =>
        {
            var (rules, code, limits) = Shares[which];
            var (own, waived) = (limits[first % limits.Length], limits[second % limits.Length]);
            var under = Judge(rules.Replace("#", own, StringComparison.Ordinal), rows, []);
            var instead = Judge(rules.Replace("#", waived, StringComparison.Ordinal), rows, []);
            var applied = Judge(rules.Replace("#", own, StringComparison.Ordinal), rows, [Waiver(code, waived)]);
            Assert.Equal(under.Count, applied.Count);
            for (var i = 0; i < under.Count; i++)
            {
                var sameLimit = instead.Where(v => v.Code == under[i].Code && v.Name == under[i].Name && (WaivableLimits.Find(code)!.Subjects == WaiverSubjects.Worst || v.Subject == under[i].Subject)).ToList();
                var isWaived = under[i].Code == code && under[i].Outcome == Outcome.Violated && sameLimit.TrueForAll(v => v.Outcome != Outcome.Violated);
                Assert.True((isWaived ? Outcome.Waived : under[i].Outcome) == applied[i].Outcome, $"{rules} {own} {waived}: {applied[i].Message}");
                Assert.Equal((under[i].Part, under[i].Whole, under[i].Limit, under[i].Shortfall), (applied[i].Part, applied[i].Whole, applied[i].Limit, applied[i].Shortfall));
            }
        });

    [Theory]
    [InlineData("3", nameof(Outcome.Violated))]
    [InlineData("4", nameof(Outcome.Waived))]
    [InlineData("3.5", nameof(Outcome.Waived))]
    public void Apply_TextSeenAcrossSources_LooksAtEveryText(string limit, string outcome)
    {
        // The worst by its distance from its own source's factor is seen 3 times; another is seen 4 times.
        var table = Table.Of("human: { min_records: 1 }", "mix: { unit: records, budget: 100 }").Add(Origin.Human, 50).Add(Origin.Human, 50, source: "books");
        var evidence = table.Evidence() with
        {
            Repetitions = new RepetitionCounts([]) { Across = [new SeenAcross("books", 3, 1), new SeenAcross("web", 4, 1)] },
        };
        var policy = table.Policy with { Waivers = [Waiver(Codes.RepetitionFactor, limit)] };
        Assert.Equal(outcome, MixJudge.Judge(policy, evidence, new DiagnosticBag()).Single(v => v.Subject == "across sources").Outcome.ToString());
    }

    [Theory]
    [InlineData("150", nameof(Outcome.Waived), nameof(Outcome.Violated))]
    [InlineData("0.9", nameof(Outcome.Violated), nameof(Outcome.Waived))]
    public void Apply_CodeOfTwoLimits_CountsForTheOneThatItsNumberIs(string limit, string samples, string breakdown)
    {
        var place = new Place("p.yaml");
        Verdict[] verdicts =
        [
            new(Codes.KeepRates, "samples", place, Sense.AtLeast, 160, null, new Fraction(200, 1), null, Outcome.Violated, 40, "samples", "v", "", []),
            new(Codes.KeepRates, "breakdown", place, Sense.AtMost, 80, 100, new Fraction(7, 10), null, Outcome.Violated, 10, "millionths", "v", "", []),
        ];
        var policy = Table.Of("human: { min_records: 1 }").Policy with { Waivers = [Waiver(Codes.KeepRates, limit)] };
        Assert.Equal([samples, breakdown], WaiverJudge.Apply(policy, verdicts, new DiagnosticBag()).Select(v => v.Outcome.ToString()));
    }

    [Fact]
    public void Apply_OrderOfWaivers_ChangesNoOutcome()
    {
        Waiver[] waivers = [Waiver(Codes.SyntheticGenerator, "0.9"), Waiver(Codes.SyntheticGenerator, "0.4") with { Subject = "a" }, Waiver(Codes.SyntheticGenerator, "0.3") with { Subject = "A" }];
        (int, int, int, int)[] rows = [(0, 0, 10, 1), (2, 0, 4, 1), (2, 1, 6, 1)];
        foreach (var order in new[] { waivers, [.. waivers.Reverse()], [waivers[1], waivers[2], waivers[0]] })
        {
            var verdicts = Judge("synthetic: { max_fraction_by_generator: 0.1 }", rows, order);
            Assert.Equal([Outcome.Waived, Outcome.Waived], verdicts.Select(v => v.Outcome));
            Assert.Equal(new Fraction(3, 10), order[verdicts[0].Waiver!.Value].Limit.Value);
        }
    }

    [Fact]
    public void Report_WhatCouldNotBeJudged_IsNotCalledUnused()
    {
        var table = Table.Of("tail: { by: generator, rare_below: 0.4, min_retention: 0.9 }").Add(Origin.Human, 10);
        var diagnostics = new DiagnosticBag();
        MixJudge.Judge(table.Policy with { Waivers = [Waiver(Codes.TailMass, "0.5")] }, table.Evidence(), diagnostics);
        Assert.Equal([Codes.RuleNotJudged], diagnostics.Sorted().Select(d => d.Code).Distinct());
    }

    private static IReadOnlyList<Verdict> Judge(string rules, IEnumerable<(int Origin, int Group, int Records, int Times)> rows, IReadOnlyList<Waiver> waivers)
    {
        var table = Table.Of(rules, "mix: { unit: records, budget: all }");
        string[] groups = ["a", "b", "c", "d"];
        foreach (var (kind, group, records, times) in rows.OrderBy(r => r))
        {
            (string, string)[] values = table.Schema.Uses.Any(u => u.Attribute == "generator") ? [("generator", groups[group])] : [];
            table.Add(kind < 2 ? Origin.Human : Origin.Synthetic, (long)records * times, records, depth: kind < 2 ? null : 1, most: times, once: records, values: values);
        }

        var evidence = table.Evidence();
        var rule = table.Rule;
        if (rule is TailGroupsRule tail)
        {
            var sums = evidence.Classes.Where(c => tail.Need.IsReference(c.Class)).GroupBy(c => tail.Need.Column.Of(c.Class, table.Schema)).ToDictionary(
                g => g.Key, g => g.Aggregate(default(RecordSums), (sum, c) => sum + new RecordSums(c.Records, (Int128)c.OnceAmount, (Int128)c.OnceAmount)));
            rule = tail.Against(tail.Need.Of(sums), table.Schema, tail.Upsample);
        }

        return WaiverJudge.Apply(table.Policy with { Waivers = waivers }, [.. rule.Judge(evidence)], new DiagnosticBag());
    }

    private static Waiver Waiver(string rule, string limit)
    {
        Assert.True(Fraction.TryParse(limit, out var value));
        var place = new Place("p.yaml", 1, 1);
        return new Waiver(
            place, new(rule, place), null, new(value, place), new(new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc), place), "data-team", "cto", "DATA-412", "crawl delayed");
    }
}
