using System.Globalization;
using System.Text;
using System.Text.Json;
using MixPolicy.Selection;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>Which records are taken, and what that depends on.</summary>
public sealed class SelectionLawTests : IDisposable
{
    private const int Records = 120;
    private readonly PolicyRun _run = new();

    public void Dispose() => _run.Dispose();

    /// <summary>Whatever else differs between two builds: of a stratum that gives more, no record is seen less.</summary>
    [Theory]
    [InlineData("records")]
    [InlineData("tokens")]
    public void Build_MoreOfAStratum_TakesASuperset(string unit)
    {
        WriteSource(_run, "a", 1);
        WriteSource(_run, "b", 2);
        long pool = unit == "records" ? 2 * Records : Rows("a", 1).Concat(Rows("b", 2)).Sum(r => r.Tokens);
        var builds = new List<Dictionary<string, Dictionary<string, int>>>();
        foreach (var percent in new[] { 1, 10, 25, 49, 50, 75, 99, 100, 101, 150, 200, 201, 299 })
        {
            foreach (var target in percent % 2 == 0 ? new[] { "0.5" } : ["0.35", "0.6"])
            {
                _run.Satisfy(Policy(["a", "b"], unit, $"{Math.Max(1, pool * percent / 100)}", $"targets: {{ a: {target} }}, max_repetition_factor: 5"));
                builds.Add(Taken());
            }
        }

        var compared = 0;
        foreach (var stratum in builds.SelectMany(b => b.Keys).Distinct())
        {
            var ordered = builds.Select(b => b.GetValueOrDefault(stratum, [])).OrderBy(b => b.Values.Sum()).ToList();
            foreach (var (less, more) in ordered.Zip(ordered.Skip(1)))
            {
                Assert.All(less, record => Assert.True(more.GetValueOrDefault(record.Key) >= record.Value, $"{record.Key} of {stratum}"));
                if (less.Values.Sum() < more.Values.Sum()) compared++;
            }
        }

        Assert.True(compared > 25, $"{compared} comparisons");
        Assert.Contains(builds, b => b.Values.Any(s => s.Values.Max() > 2));
    }

    [Fact]
    public void Build_PartOfAStratum_TakesTheSmallestKeys()
    {
        WriteSource(_run, "a", 1);
        var taken = Taken(_run.Satisfy(Policy(["a"], "records", "40", "max_repetition_factor: 1"))).Values.SelectMany(s => s.Keys).ToList();
        Assert.Equal(40, taken.Count);
        foreach (var origin in Rows("a", 1).GroupBy(r => r.Origin))
        {
            var order = origin.OrderBy(r => new SelectionKey("a", 7).Of(Encoding.UTF8.GetBytes(r.Id))).Select(r => r.Id).ToList();
            var count = order.Count(taken.Contains);
            Assert.InRange(count, 1, order.Count - 1);
            Assert.Equal(order.Take(count).Order(StringComparer.Ordinal), order.Where(taken.Contains).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Build_AnotherSourceAdded_TakesTheSameOfTheFirst()
    {
        WriteSource(_run, "m", 1);
        var alone = Taken(_run.Satisfy(Policy(["m"], "records", "40")));
        WriteSource(_run, "a", 2);
        WriteSource(_run, "z", 3);
        var among = Taken(_run.Satisfy(Policy(["z", "m", "a"], "records", "160", "targets: { m: 0.25, a: 0.25, z: 0.5 }")));
        Assert.Equal(40, alone.Values.Sum(s => s.Count));
        foreach (var (stratum, records) in alone) Assert.Equal(Lines(records), Lines(among[stratum]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Build_FileRenamed_ChangesItsNameOnly(bool mapped)
    {
        var policy = Policy(["a"], "tokens", "300", mapped: mapped);
        WriteSource(_run, "a", 1, "1", "2", "3");
        const string Columns = "row, id, lower(hex(digest)), origin, tokens, bytes, repetitions, stratum";
        var before = _run.Satisfy(policy).Rows("file, " + Columns);
        File.Move(_run.At("a-2.jsonl"), _run.At("a-9.jsonl"));
        var after = _run.Satisfy(policy).Rows("file, " + Columns);
        Assert.NotEqual(before, after);
        Assert.Equal(
            before.Select(r => r.Replace("a-2.jsonl", "a-9.jsonl", StringComparison.Ordinal)).Order(StringComparer.Ordinal), after.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Build_FileSplit_ChangesPlacesOnly(bool mapped)
    {
        var policy = Policy(["a"], "tokens", "300", mapped: mapped);
        WriteSource(_run, "a", 1, "1");
        const string Columns = "id, lower(hex(digest)), origin, tokens, bytes, repetitions, stratum";
        var whole = _run.Satisfy(policy).Rows(Columns).Order(StringComparer.Ordinal);
        File.Delete(_run.At("a-1.jsonl"));
        WriteSource(_run, "a", 1, "1", "2");
        Assert.Equal(whole, _run.Satisfy(policy).Rows(Columns).Order(StringComparer.Ordinal));
        Assert.Equal(["a-1.jsonl", "a-2.jsonl"], _run.Rows("file").Distinct());
    }

    [Fact]
    public void Build_AnotherSeed_TakesOthers()
    {
        WriteSource(_run, "a", 1);
        var one = _run.Satisfy(Policy(["a"], "records", "40")).Rows("id");
        var other = _run.Satisfy(Policy(["a"], "records", "40").Replace("seed: 7", "seed: 8", StringComparison.Ordinal)).Rows("id");
        Assert.Equal(40, other.Count);
        Assert.InRange(one.Intersect(other).Count(), 5, 30);
    }

    private Dictionary<string, Dictionary<string, int>> Taken(PolicyRun? run = null) => (run ?? _run)
        .Rows("stratum, id, repetitions")
        .Select(line => line.Split('|'))
        .GroupBy(cells => cells[0])
        .ToDictionary(g => g.Key, g => g.ToDictionary(cells => cells[1], cells => int.Parse(cells[2], CultureInfo.InvariantCulture)));

    private static IEnumerable<string> Lines(Dictionary<string, int> records) => records.Select(r => $"{r.Key} {r.Value}").Order(StringComparer.Ordinal);

    /// <summary>Texts repeat within a source, with other attributes each time, and never between sources.</summary>
    private static IEnumerable<(string Id, string Text, string Origin, int Tokens)> Rows(string source, int salt) =>
        Enumerable.Range(0, Records).Select(i => (
            $"{source}{i}", $"{source} {i % 50} {new string('x', i % 50 * salt % 23)}", i % 3 == 0 ? "synthetic" : "human", 1 + (i * 7 * salt % 13)));

    private static void WriteSource(PolicyRun run, string source, int salt, params string[] files)
    {
        if (files.Length == 0) files = ["0"];
        var rows = Rows(source, salt).ToList();
        for (var f = 0; f < files.Length; f++)
        {
            run.Write($"{source}-{files[f]}.jsonl", string.Concat(rows
                .Where((_, i) => i * files.Length / rows.Count == f)
                .Select(r => JsonSerializer.Serialize(new { id = r.Id, text = r.Text, origin = r.Origin, n = r.Tokens }) + "\n")));
        }
    }

    private static string Policy(string[] sources, string unit, string budget, string? more = null, bool mapped = true) =>
        $$"""
        mixpolicy: 1
        name: selection
        seed: 7
        data:
          defaults: { columns: { {{(mapped ? "id: id, " : "")}}text: text, origin: origin, tokens: n } }
          sources: [ {{string.Join(", ", sources.Select(s => $"{{ name: {s}, paths: [ \"{s}-*.jsonl\" ] }}"))}} ]
        mix: { unit: {{unit}}, budget: {{budget}}{{(more is null ? "" : ", " + more)}} }
        rules: { human: { min_fraction: 0.1 } }

        """;
}
