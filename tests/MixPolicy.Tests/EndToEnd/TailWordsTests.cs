using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MixPolicy.Policies;

namespace MixPolicy.Tests.EndToEnd;

/// <summary><c>tail: { by: words }</c> from the texts to the verdict.</summary>
public sealed class TailWordsTests
{
    private const string Limits = "min_retention: 0.90, min_presence: 0.95";

    [Fact]
    public void Build_TheWholeReference_KeepsExactlyAllOfIt()
    {
        using var run = new PolicyRun();
        run.WriteLines("human.jsonl", Texts(1, 300, 400));
        Assert.Equal(BuildOutcome.Satisfied, run.Build(Policy("sample: 1, min_retention: 1, min_presence: 1")).Outcome);
        Assert.Equal(Fraction.One, Measured(run, "rules.tail.min_retention"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Build_Mass_IsAsCountedOneByOne(int seed)
    {
        using var run = new PolicyRun();
        var (human, synthetic) = (Texts(seed, 120, 300), Texts(seed + 100, 80, 200));
        run.WriteLines("human.jsonl", human).WriteLines("synthetic.jsonl", synthetic);
        run.Build(Policy("sample: 1, rare_below: 4, warn_retention_below: 1, warn_presence_below: 1", synthetic: true), threads: 2);

        var all = human.Select(Words).ToList();
        var counts = all.SelectMany(w => w).GroupBy(w => w).ToDictionary(g => g.Key, g => g.Count());
        long Rare(string[] words, bool isReference) => words.GroupBy(w => w).Where(g => counts.GetValueOrDefault(g.Key) - (isReference ? g.Count() : 0) is >= 1 and <= 3).Sum(g => g.Count());
        var reference = new Fraction(all.Sum(w => Rare(w, true)), all.Sum(w => w.Length));
        var others = synthetic.Select(Words).ToList();
        var mix = new Fraction(all.Sum(w => Rare(w, true)) + others.Sum(w => Rare(w, false)), all.Sum(w => w.Length) + others.Sum(w => w.Length));
        Assert.Equal(mix * new Fraction(reference.Denominator, reference.Numerator), Measured(run, "rules.tail.warn_retention_below"));
    }

    [Fact]
    public void Build_MoreThreadsAndAgain_SameBytes()
    {
        string[] Digests(int threads, int times)
        {
            using var run = new PolicyRun();
            run.WriteLines("human.jsonl", Texts(1, 900, 4000)).WriteLines("synthetic.jsonl", Texts(2, 500, 900));
            for (var i = 0; i < times; i++) run.Build(Policy(Limits, synthetic: true), threads);
            return [.. run.Digests()];
        }

        var expected = Digests(1, 1);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Digests(4, 1));
        Assert.Equal(expected, Digests(2, 2));
    }

    [Fact]
    public void Judge_ManifestAlone_IsNotSatisfied()
    {
        using var run = new PolicyRun();
        run.WriteLines("human.jsonl", Texts(1, 300, 400)).WriteLines("synthetic.jsonl", Texts(2, 100, 400));
        Assert.Equal(BuildOutcome.Satisfied, run.Build(Policy("sample: 1, min_retention: 0.8, min_presence: 0.8", synthetic: true)).Outcome);
        File.Copy(run.Manifest, run.At("kept.parquet"));
        var judged = run.Run(null, request => request with { Manifest = "kept.parquet" });
        Assert.Equal((BuildOutcome.NotEvaluated, "MIX0410"), (judged.Outcome, Assert.Single(judged.Diagnostics, d => d.Severity == MixPolicy.Diagnostics.Severity.Error).Code));
    }

    /// <summary>Synthetic text without one rare word, and targets that ask for nearly nothing else: the planner must see it.</summary>
    [Fact]
    public void Build_TargetsThatWouldLoseTheTail_ArePlannedOtherwise()
    {
        using var run = new PolicyRun();
        run.WriteLines("human.jsonl", Texts(1, 3000, 4000)).WriteLines("synthetic.jsonl", Enumerable.Range(0, 3000).Select(i => new Text($"w0 w1 w2 w3 w4 w5 {i % 2}")));
        var targets = "unit: records, budget: 2000, targets: { human: 0.2, synthetic: 0.8 }";
        run.Build(Policy("sample: 1, warn_retention_below: 0.90", synthetic: true, targets));
        Assert.True(Measured(run, "rules.tail.warn_retention_below") < new Fraction(1, 2));
        Assert.Equal(BuildOutcome.Satisfied, run.Build(Policy("sample: 1, min_retention: 0.90", synthetic: true, targets)).Outcome);
        Assert.True(Measured(run, "rules.tail.min_retention") < new Fraction(11, 10));
    }

    [SharedDataFact]
    public void Titles_AtSixSettings_RankByWhatIsKnownOfThem()
    {
        // The reference is real text of other kinds: what is kept of its rare words falls as sampling is cut off.
        string[] settings = ["temp_0_7_top_p", "temp_0_7", "temp_1_0_top_p", "temp_1_0", "temp_1_3"];
        var presence = settings.Select(setting => Titles("sotu-1990", setting)).ToList();
        Assert.Equal(presence.Order(), presence);
    }

    [SharedDataFact]
    public void Titles_AgainstTitlesAtTemperatureOne_AlarmWhereTheTailIsCut()
    {
        Assert.True(Titles(null, "temp_0_7_top_p") < new Fraction(95, 100));
        Assert.True(Titles(null, "temp_1_0_top_p") > Fraction.One);
        Assert.True(Titles(null, "temp_1_3") > Fraction.One);
    }

    [SharedDataTheory]
    [InlineData("budget: all")]
    [InlineData("budget: 200000, targets: { human: 0.3, synthetic: 0.7 }")]
    [InlineData("budget: 200000, targets: { human: 0, synthetic: 1 }")]
    [InlineData("budget: 100000, targets: { human: 1, synthetic: 0 }")]
    public void Questions_OfWhichTheSyntheticAreMoreVaried_RaiseNoAlarm(string mix)
    {
        using var run = new PolicyRun();
        var records = File.ReadLines(SharedData.File("model-written-evals", "data.jsonl")).ToLookup(line => JsonDocument.Parse(line).RootElement.GetProperty("origin").GetString());
        run.Write("human.jsonl", string.Join('\n', records["human"])).Write("synthetic.jsonl", string.Join('\n', records["synthetic"]));
        var result = run.Build(Policy("min_retention: 0.9, warn_retention_below: 0.95, min_presence: 0.95, warn_presence_below: 1", synthetic: true, $"unit: bytes, {mix}"));
        Assert.True(result.Outcome == BuildOutcome.Satisfied, string.Join('\n', result.Diagnostics.Select(d => d.Message)));
        Assert.DoesNotContain(result.Diagnostics, d => d.Code is "MIX0325" or "MIX0326");
    }

    /// <summary>Presence in titles drawn at a setting, measured against other text.</summary>
    private static Fraction Titles(string? reference, string setting)
    {
        using var run = new PolicyRun();
        var titles = File.ReadLines(SharedData.File("hn-titles-gpt2", "data.jsonl")).ToLookup(line => JsonDocument.Parse(line).RootElement.GetProperty("label").GetString());
        run.Write("human.jsonl", reference is null ? string.Join('\n', titles["temp_1_0"]) : File.ReadAllText(SharedData.File(reference, "data.jsonl")));
        run.Write("synthetic.jsonl", string.Join('\n', titles[setting]));
        run.Build(Policy("sample: 1, warn_presence_below: 0.95", synthetic: true, "unit: bytes, budget: all"));
        return Measured(run, "rules.tail.warn_presence_below", "text outside the reference");
    }

    private static string Policy(string tail, bool synthetic = false, string mix = "unit: bytes, budget: all") => $$"""
        mixpolicy: 1
        name: words
        data:
          sources:
            - { name: human, paths: [ human.jsonl ], tags: { origin: human } }
            {{(synthetic ? "- { name: synthetic, paths: [ synthetic.jsonl ], tags: { origin: synthetic } }" : "")}}
        mix: { {{mix}} }
        rules:
          tail: { by: words, {{tail}} }

        """;

    /// <summary>Texts of words of which few are common and many rare.</summary>
    private static List<Text> Texts(int seed, int count, int vocabulary)
    {
        var random = new Random(seed);
        string Word() => "w" + ((int)(vocabulary * Math.Pow(random.NextDouble(), 3))).ToString(CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(0, count).Select(_ => new Text(string.Join(' ', Enumerable.Range(0, random.Next(1, 20)).Select(_ => Word()))))];
    }

    private static string[] Words(Text record) => record.text.Split(' ');

    private static Fraction Measured(PolicyRun run, string rule, string? subject = null)
    {
        var measured = run.Json("lineage.json").GetProperty("rules").EnumerateArray()
            .First(r => r.GetProperty("rule").GetString() == rule && r.GetProperty("subject").GetString() == subject).GetProperty("measured");
        return new Fraction(Whole("numerator"), Whole("denominator"));

        BigInteger Whole(string name) => BigInteger.Parse(measured.GetProperty(name).GetRawText(), CultureInfo.InvariantCulture);
    }

    /// <summary>A record of a source.</summary>
    private sealed record Text(string text);
}
