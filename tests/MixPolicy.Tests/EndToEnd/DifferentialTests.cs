using System.Numerics;
using System.Text.Json;
using MixPolicy.Diagnostics;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>Random policies over random sources: what a build reports is what DuckDB counts.</summary>
public class DifferentialTests(ITestOutputHelper output)
{
    private const int Policies = 200;
    private const int MostShown = 3;

    [Fact]
    public void Build_RandomPolicies_ReportWhatDuckDbRecounts()
    {
        using var oracle = new Oracle();
        var failures = new List<string>();
        var outcomes = new Dictionary<string, int>();
        for (uint number = 0; number < Policies; number++)
        {
            var policy = RandomPolicies.Make(number);
            using var run = new PolicyRun();
            oracle.Load(policy, [.. policy.Sources.SelectMany(s => CorpusWriter.Write(s, run.Folder, oracle.Duck))]);
            var result = run.Build(policy.Yaml(oracle.Pool.Sum), threads: 1 + (int)(number % 3));
            try
            {
                var outcome = Judge(policy, run, result, oracle);
                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            }
            catch (XunitException e)
            {
                failures.Add($"policy {number}:\n{policy.Yaml(oracle.Pool.Sum)}{PolicyRun.Told(result)}\n{e.Message}\n{e.StackTrace}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} policies fail\n{string.Join("\n\n", failures.Take(MostShown))}");
        output.WriteLine(string.Join(", ", outcomes.Select(o => $"{o.Key}: {o.Value}")));
        Assert.True(outcomes["satisfied"] >= Policies / 3, "so few satisfied policies prove little");
        Assert.True(outcomes["violated"] >= Policies / 10, "so few violated policies prove little");
    }

    private static string Judge(RandomPolicy policy, PolicyRun run, BuildResult result, Oracle oracle)
    {
        if (result.Outcome == BuildOutcome.NotEvaluated)
        {
            Assert.False(File.Exists(run.Manifest));
            var codes = result.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.Code).ToHashSet();
            var expected = policy.Sources.Any(s => s.Bad > 0 && !s.Quarantine) ? "MIX0203" : "MIX0405";
            Assert.Equal([expected], codes);
            return "not evaluated";
        }

        Assert.DoesNotContain(policy.Sources, s => s.Bad > 0 && !s.Quarantine);
        var tooMany = policy.Sources.Any(s => s.MaxBad is { } most && s.Bad * 100 > most * (s.Rows + s.Bad));
        Assert.Equal(tooMany, result.Diagnostics.Any(d => d.Code == "MIX0204"));
        if (result.Outcome == BuildOutcome.Violated)
        {
            JudgeViolated(policy, run, tooMany);
            return "violated";
        }

        Assert.False(tooMany);
        oracle.Join(run.Manifest);
        Assert.Empty(oracle.Disagreements());
        var lineage = run.Json("lineage.json");
        JudgeRules(lineage, oracle);
        JudgeBudget(policy, lineage, oracle);
        JudgePool(policy, lineage, oracle);
        return "satisfied";
    }

    /// <summary>Every limit is reported once, with DuckDB's numerator and denominator, and none is broken.</summary>
    private static void JudgeRules(JsonElement lineage, Oracle oracle)
    {
        var expected = oracle.Limits().Select(limit =>
        {
            var (part, whole) = (oracle.Count(limit.Count), limit.IsShare ? oracle.Count(limit.Whole) : BigInteger.One);
            var verdict = limit.Verdict(part, whole);
            var code = limit.Code == "MIX0332" && part.IsZero && verdict == "warned" ? "MIX0334" : limit.Code; // nobody is in the group
            return $"{code} {limit.Subject}: {part}/{whole} {verdict}";
        }).Order(StringComparer.Ordinal);
        var reported = lineage.GetProperty("rules").EnumerateArray().Where(r => r.GetProperty("code").GetString() != "MIX0315").Select(r =>
        {
            var (part, whole) = Oracle.Measured(r);
            return $"{r.GetProperty("code").GetString()} {r.GetProperty("subject").GetString()}: {part}/{whole} {r.GetProperty("verdict").GetString()}";
        }).Order(StringComparer.Ordinal);
        Assert.Equal(expected, reported);
        Assert.DoesNotContain(lineage.GetProperty("rules").EnumerateArray(), r => r.GetProperty("verdict").GetString() == "violated");
    }

    private static void JudgeBudget(RandomPolicy policy, JsonElement lineage, Oracle oracle)
    {
        var total = oracle.Total;
        Assert.Equal(total.ToString(), lineage.GetProperty("mix").GetProperty("total").GetRawText());
        if (policy.Amounts(oracle.Pool.Sum) is not var (least, most))
        {
            Assert.Equal(["0"], oracle.Lines($"SELECT {oracle.PoolRecords} - (SELECT sum(repetitions) FROM mix)"));
            return;
        }

        var slack = least == most ? oracle.Pool.Largest : 0;
        Assert.InRange(total, least - slack, most + slack);
    }

    /// <summary>What was available, and what was taken, by stratum.</summary>
    private static void JudgePool(RandomPolicy policy, JsonElement lineage, Oracle oracle)
    {
        var strata = lineage.GetProperty("strata").EnumerateArray().ToList();
        var sources = lineage.GetProperty("sources").EnumerateArray().ToList();
        Assert.Equal(oracle.PoolRecords, strata.Sum(s => s.GetProperty("available_records").GetInt64()));
        Assert.Equal(
            oracle.Lines("SELECT source, count(*) FROM facts WHERE copy = 1 GROUP BY ALL ORDER BY ALL"),
            strata.GroupBy(s => s.GetProperty("source").GetString()!).Select(g => (g.Key, Records: g.Sum(s => s.GetProperty("available_records").GetInt64())))
                .Concat(sources.Select(s => (Key: s.GetProperty("name").GetString()!, Records: s.GetProperty("dropped").GetInt64())))
                .GroupBy(s => s.Key, s => s.Records).Where(g => g.Sum() > 0).Select(g => $"{g.Key}|{g.Sum()}").Order(StringComparer.Ordinal));
        if (sources.All(s => s.GetProperty("dropped").GetInt64() == 0))
        {
            Assert.Equal(
                oracle.Lines("SELECT source, origin, count(*), sum(amount) FROM facts WHERE copy = 1 GROUP BY ALL").Order(StringComparer.Ordinal),
                strata.GroupBy(s => $"{s.GetProperty("source").GetString()}|{s.GetProperty("origin").GetString()}")
                    .Select(g => $"{g.Key}|{g.Sum(s => s.GetProperty("available_records").GetInt64())}|{g.Sum(s => s.GetProperty("available").GetInt64())}")
                    .Order(StringComparer.Ordinal));
        }

        Assert.Equal(
            oracle.Lines("SELECT stratum, count(*), sum(amount * repetitions), max(repetitions) FROM mix GROUP BY ALL").Order(StringComparer.Ordinal),
            strata.Where(s => s.GetProperty("taken_records").GetInt64() > 0)
                .Select(s => $"{s.GetProperty("stratum").GetString()}|{s.GetProperty("taken_records")}|{s.GetProperty("taken")}|{s.GetProperty("max_repetitions")}")
                .Order(StringComparer.Ordinal));
        foreach (var stratum in strata.Where(s => s.GetProperty("max_repetitions").GetInt64() > 1))
        {
            Assert.Equal(stratum.GetProperty("available_records").GetInt64(), stratum.GetProperty("taken_records").GetInt64());
        }

        Assert.Equal(
            policy.Sources.Select(s => $"{s.Name} {s.Bad} {(s.IsMapped ? oracle.Lines($"SELECT count(*) FROM facts WHERE copy > 1 AND source = '{s.Name}'")[0] : "0")}"),
            lineage.GetProperty("sources").EnumerateArray().Select(s => $"{s.GetProperty("name").GetString()} {s.GetProperty("quarantined")} {s.GetProperty("repeated")}"));
    }

    /// <summary>Some limit is really crossed by the numbers given, and every verdict follows from its own numbers.</summary>
    private static void JudgeViolated(RandomPolicy policy, PolicyRun run, bool tooManyBad)
    {
        Assert.False(File.Exists(run.Manifest));
        // What the planner finds out of reach may be short of the budget by less than a record, which the judge lets pass; or nothing is left to judge.
        var broken = run.Json("violations.json").GetProperty("findings").EnumerateArray()
            .Count(f => f.GetProperty("message").GetString()!.StartsWith("no mix", StringComparison.Ordinal));
        foreach (var rule in run.Json("violations.json").GetProperty("rules").EnumerateArray())
        {
            var (part, whole) = Oracle.Measured(rule);
            Assert.True(whole > 0 && part >= 0);
            if (rule.GetProperty("verdict").GetString() != "violated") continue;
            broken++;
            var limit = rule.GetProperty("limit");
            var (left, right) = (part * BigInteger.Parse(limit.GetProperty("denominator").GetRawText()), BigInteger.Parse(limit.GetProperty("numerator").GetRawText()) * whole);
            Assert.True(rule.GetProperty("sense").GetString() == "at_least" ? left < right : left > right, rule.GetRawText());
            Assert.NotEqual("0", rule.GetProperty("shortfall").GetRawText());
        }

        Assert.True(broken > 0 || tooManyBad, "a violated run in which no limit is broken");
        var isPlanned = policy.Budget is not null && !tooManyBad;
        var gaveUp = run.Json("violations.json").GetProperty("findings").EnumerateArray().Any(f =>
            f.GetProperty("code").GetString() is "MIX0401" or "MIX0402" || f.GetProperty("message").GetString()!.StartsWith("no mix: ", StringComparison.Ordinal));
        Assert.True(!isPlanned || gaveUp, "the planner found a mix that meets every limit, and the judge another");
    }
}
