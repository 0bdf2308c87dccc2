using System.Globalization;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>Same policy, same sources: same bytes, whatever else differs. Random policies, violated ones too.</summary>
public class SameBytesTests
{
    private const uint Policies = 8;

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Build_MoreThreads_SameBytes(int threads) => Same((run, yaml) => run.Build(yaml, threads));

    [Theory]
    [InlineData(BuildReuse.Unchanged)]
    [InlineData(BuildReuse.SameContent)]
    [InlineData(BuildReuse.Nothing)]
    public void Build_Again_SameBytes(BuildReuse reuse) => Same((run, yaml) =>
    {
        run.Build(yaml);
        return run.Run(yaml, request => request with { Reuse = reuse });
    });

    [Fact]
    public void Build_FilesMadeInAnotherOrder_SameBytes() => Same((run, yaml) => run.Build(yaml), reversed: true);

    [Fact]
    public void Build_AnotherFolder_SameBytes()
    {
        var parent = Directory.CreateTempSubdirectory("mixpolicy-run-");
        try
        {
            Same((run, yaml) => run.Build(yaml), parent: Path.Combine(parent.FullName, "a folder", "Ünlü [x] #1"));
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Build_AnotherCulture_SameBytes(string point, string thousands, string minus, string date) =>
        Same((run, yaml) => Under(Culture(point, thousands, minus, date), () => run.Build(yaml, threads: 2)));

    /// <summary>Numbers below zero and of parts, which cultures write differently: in what is set aside, and in an id.</summary>
    [Theory]
    [MemberData(nameof(Cultures))]
    public void Build_OddNumbersUnderAnotherCulture_SameBytes(string point, string thousands, string minus, string date)
    {
        const string Policy =
            """
            mixpolicy: 1
            name: odd
            data:
              sources:
                - { name: a, paths: [ a.jsonl ], columns: { tokens: n }, on_bad_record: quarantine, tags: { origin: human } }
                - { name: b, paths: [ b.parquet ], columns: { tokens: n, id: i }, tags: { origin: human } }
            mix: { budget: all }
            rules: { human: { min_fraction: 0.5 } }

            """;
        using var run = new PolicyRun();
        using var duck = new DuckDb();
        run.Write("a.jsonl", "{\"text\":\"t\",\"n\":1}\n{\"text\":\"u\",\"n\":-1234567}\n");
        duck.Execute($"COPY (SELECT 'v' AS text, 1 AS n, INTERVAL '3 days 1500 milliseconds' AS i) TO {DuckDb.Literal(run.At("b.parquet"))}");
        var expected = run.Satisfy(Policy).Digests();
        Assert.Contains(expected, d => d.StartsWith("quarantine.jsonl ", StringComparison.Ordinal));
        Assert.Equal(expected, Under(Culture(point, thousands, minus, date), () => run.Satisfy(Policy).Digests()));
    }

    /// <summary>Cultures by what sets them apart: tests run without the system's own, which not every machine has.</summary>
    public static TheoryData<string, string, string, string> Cultures { get; } = new()
    {
        { ",", ".", "-", "dd.MM.yyyy" }, // as de-DE
        { ",", "\u00a0", "\u2212", "yyyy-MM-dd" }, // as sv-SE
        { "\u066b", "\u066c", "\u061c-", "dd\u200f/MM\u200f/yyyy g" }, // as ar-SA
    };

    internal static CultureInfo Culture(string point, string thousands, string minus, string date)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NegativeSign) = (point, thousands, minus);
        (culture.DateTimeFormat.ShortDatePattern, culture.DateTimeFormat.DateSeparator, culture.DateTimeFormat.TimeSeparator) = (date, "|", "!");
        culture.DateTimeFormat.AbbreviatedMonthNames = [.. Enumerable.Range(1, 13).Select(m => $"m{m}")];
        return culture;
    }

    internal static T Under<T>(CultureInfo culture, Func<T> run)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
            return run();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    /// <summary>Compares each policy's outputs and findings with those of a plain run.</summary>
    private static void Same(Func<PolicyRun, string, BuildResult> build, bool reversed = false, string? parent = null)
    {
        using var oracle = new Oracle();
        var satisfied = 0;
        for (uint number = 0; number < Policies; number++)
        {
            var policy = RandomPolicies.Make(number);
            using var plain = new PolicyRun();
            using var other = new PolicyRun(parent);
            oracle.Load(policy, [.. policy.Sources.SelectMany(s => CorpusWriter.Write(s, plain.Folder, oracle.Duck))]);
            foreach (var source in reversed ? policy.Sources.Reverse() : policy.Sources)
            {
                CorpusWriter.Write(reversed ? source with { Files = [.. source.Files.Reverse()] } : source, other.Folder, oracle.Duck);
            }

            var yaml = policy.Yaml(oracle.Pool.Sum);
            var expected = plain.Build(yaml);
            var found = build(other, yaml);
            Assert.Equal(PolicyRun.Told(expected), PolicyRun.Told(found));
            Assert.Equal(plain.Digests(), other.Digests());
            if (expected.Outcome == BuildOutcome.Satisfied) satisfied++;
        }

        Assert.True(satisfied >= Policies / 3, "so few satisfied policies prove little");
    }
}
