using System.Text;
using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Lineage.Trace;
using static MixPolicy.Tests.Generations.Line;

namespace MixPolicy.Tests.Generations;

/// <summary>What <c>tombstone add</c> writes, and that every later build honours it.</summary>
public sealed class TombstoneBookTests : IDisposable
{
    private readonly Line _line = new() { Rule = "keep: human, in: manifest, tombstones: takedowns.jsonl" };

    public void Dispose() => _line.Dispose();

    [Fact]
    public void Add_TextOfTheParent_IsHonouredByEveryGenerationAfter()
    {
        _line.Data("a", Record("1"), Record("2"), Record("3")).TakeDown();
        _line.Satisfy(0);
        var result = Add(new TextQuestion { Id = "2" }, lineage: "gen-0/lineage.json");

        Assert.Equal((BuildOutcome.Satisfied, true, 1, Digest("text 2")), (result.Outcome, result.Added, result.Count, result.Digest));
        var one = _line.Satisfy(1);
        Assert.Equal(["1", "3"], _line.Rows(1, "id"));
        Assert.Equal(new ParentLine(0, "manifest", 3, 2, 1, 0, 0, 0), one.Summary!.Parent);
        AssertSaid(1, droppedRecords: 1);

        // Whoever comes after is bound by it, even where the file of tombstones is no longer named, and the text is in the sources again.
        _line.Rule = "keep: human, in: manifest";
        _line.Data("b", Record("9", "text 2"));
        _line.Satisfy(2);
        Assert.Equal(["1", "3"], _line.Rows(2, "id"));
        AssertSaid(2, droppedRecords: 2);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\uFEFF", "\uFEFF")]
    [InlineData("\n  \n", "\n  \n")]
    [InlineData("LINE", "LINE\n")]
    [InlineData("LINE\r\n", "LINE\r\n")]
    public void Add_FileAsItIs_KeepsEveryByteOfIt(string before, string kept)
    {
        var line = Tombstone("other");
        File.WriteAllBytes(_line["t.jsonl"], Encoding.UTF8.GetBytes(before.Replace("LINE", line, StringComparison.Ordinal)));
        var result = Add(new TextQuestion { Text = "text 1" }, file: "t.jsonl", reason: "said \"so\" — <b>\n", authority: "Zoë");

        Assert.True(result.Added, Told(result));
        var written = """{"digest":"DIGEST","reason":"said \u0022so\u0022 — \u003Cb\u003E\n","date":"2025-06-01","authority":"Zoë"}""".Replace("DIGEST", Digest("text 1"), StringComparison.Ordinal);
        Assert.Equal(kept.Replace("LINE", line, StringComparison.Ordinal) + written + "\n", Encoding.UTF8.GetString(File.ReadAllBytes(_line["t.jsonl"])));
        Assert.Equal(["t.jsonl"], Directory.GetFiles(_line["."]).Select(Path.GetFileName));
    }

    [Fact]
    public void Add_TextThatHasOne_SaysSoAndChangesNothing()
    {
        Add(new TextQuestion { Text = "text 1" });
        var before = File.ReadAllBytes(_line["takedowns.jsonl"]);
        var result = Add(new TextQuestion { Digest = Digest("text 1").ToUpperInvariant() }, reason: "another");

        Assert.Equal((BuildOutcome.Satisfied, false, 1), (result.Outcome, result.Added, result.Count));
        Assert.Equal(Codes.TombstoneThere, Assert.Single(result.Diagnostics).Code);
        Assert.Equal(before, File.ReadAllBytes(_line["takedowns.jsonl"]));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"digest":"00","reason":"r","date":"2025-01-01","authority":"a"}""")]
    [InlineData("digest,reason")]
    public void Add_FileThatDoesNotParse_IsRefusedAndChangesNothing(string text)
    {
        File.WriteAllText(_line["takedowns.jsonl"], text);
        var result = Add(new TextQuestion { Text = "text 1" });

        Assert.Equal((BuildOutcome.NotEvaluated, false), (result.Outcome, result.Added));
        Assert.Equal(Codes.TombstonesUnreadable, Assert.Single(result.Diagnostics).Code);
        Assert.Equal(text, File.ReadAllText(_line["takedowns.jsonl"]));
    }

    [Fact]
    public void Add_IdOfTwoSources_IsRefusedWithTheList()
    {
        using var run = new EndToEnd.PolicyRun();
        run.WriteLines("web.jsonl", [Record("1", "web text"), Record("2", "the same")]).WriteLines("books.jsonl", [Record("1", "book text"), Record("2", "the same")]);
        run.Satisfy("""
            mixpolicy: 1
            name: two
            data:
              sources:
                - { name: web, paths: [ web.jsonl ], columns: { id: id, text: text, tokens: tokens, origin: origin } }
                - { name: books, paths: [ books.jsonl ], columns: { id: id, text: text, tokens: tokens, origin: origin } }
            mix: { unit: tokens, budget: all }
            rules: { human: { min_fraction: 0.1 } }
            """);
        TombstoneResult AddTo(TextQuestion text) => TombstoneBook.Add(
            new TombstoneRequest { File = "t.jsonl", Directory = run.Folder, Text = text, Lineage = "out/lineage.json", Reason = "r", Authority = "a", Date = new DateOnly(2025, 6, 1) }, CancellationToken.None);

        var refused = AddTo(new TextQuestion { Id = "1" });
        Assert.Equal(BuildOutcome.NotEvaluated, refused.Outcome);
        var finding = Assert.Single(refused.Diagnostics);
        Assert.Equal(Codes.IdAmbiguous, finding.Code);
        Assert.Contains($"source 'web' (SHA-256 {Digest("web text")})", finding.Message, StringComparison.Ordinal);
        Assert.Contains($"source 'books' (SHA-256 {Digest("book text")})", finding.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(run.At("t.jsonl")));
        Assert.Equal(Digest("book text"), AddTo(new TextQuestion { Id = "1", Source = "books" }).Digest);
        Assert.Equal(Digest("the same"), AddTo(new TextQuestion { Id = "2" }).Digest);
        Assert.Equal(Codes.TextNotTold, Assert.Single(AddTo(new TextQuestion { Id = "1", Source = "mail" }).Diagnostics).Code);
    }

    [Theory]
    [InlineData("text 1\n", true, "text 1", "MIX0549")]
    [InlineData("text 1\r\n", true, "text 1", "MIX0549")]
    [InlineData("text 1", true, "text 1", null)]
    [InlineData("text 1\n", false, "text 1\n", "MIX0549")]
    [InlineData("text 1\n\n", true, "text 1\n\n", "MIX0543")]
    public void Add_TextFile_TakesTheFormThatTheManifestHolds(string content, bool withLineage, string text, string? code)
    {
        _line.Data("a", Record("1")).TakeDown();
        _line.Satisfy(0);
        File.WriteAllText(_line["text.txt"], content);
        var result = Add(new TextQuestion { File = "text.txt" }, lineage: withLineage ? "gen-0/lineage.json" : null);

        Assert.Equal((BuildOutcome.Satisfied, Digest(text)), (result.Outcome, result.Digest));
        Assert.Equal(code, result.Diagnostics.SingleOrDefault()?.Code);
    }

    [Theory]
    [InlineData(" ", "a")]
    [InlineData("r", "")]
    [InlineData("r", "HALF OF A PAIR")]
    public void Add_WithoutReasonOrAuthority_IsRefused(string reason, string authority)
    {
        var result = Add(new TextQuestion { Text = "text 1" }, reason: reason, authority: authority.Replace("HALF OF A PAIR", "\uD83D", StringComparison.Ordinal));

        Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
        Assert.False(File.Exists(_line["takedowns.jsonl"]));
    }

    [Fact]
    public void Add_ManifestThatIsNotTheReports_IsRefused()
    {
        _line.Data("a", Record("1")).TakeDown();
        _line.Satisfy(0);
        File.AppendAllText(_line["gen-0/manifest.parquet"], "x");

        Assert.Equal(Codes.ReportMismatch, Assert.Single(Add(new TextQuestion { Id = "1" }, lineage: "gen-0/lineage.json").Diagnostics).Code);
    }

    /// <summary>Several at once: each is there or was refused, and none is lost.</summary>
    [Fact]
    public void Add_ManyAtOnce_LosesNone()
    {
        var results = new TombstoneResult[24];
        Parallel.For(0, results.Length, i => results[i] = Add(new TextQuestion { Text = $"text {i}" }));

        Assert.All(results, r => Assert.True(r.Added || r.Diagnostics.Single().Code == Codes.OutputBusy, Told(r)));
        var diagnostics = new DiagnosticBag();
        var read = TombstoneReader.Read("t", File.ReadAllBytes(_line["takedowns.jsonl"]), diagnostics);
        Assert.Equal(results.Where(r => r.Added).Select(r => r.Digest).Order(), read.Select(t => t.Digest.ToString()).Order());
    }

    /// <summary>Whatever is written can be read, and means what was said.</summary>
    [Fact]
    public void Add_AnyReasonAndAuthority_IsReadAsWritten() => Gen.Select(Gen.String[1, 40], Gen.String[1, 20], Gen.Int[0, 3]).Array[1, 6].Sample(
        all =>
        {
            using var line = new Line();
            var expected = new List<(string, string, string)>();
            foreach (var (reason, authority, text) in all)
            {
                var result = TombstoneBook.Add(Request(line, new TextQuestion { Text = $"text {text}" }, "t.jsonl", null, reason, authority), CancellationToken.None);
                if (result.Outcome == BuildOutcome.Satisfied && result.Added) expected.Add((Digest($"text {text}"), reason, authority));
            }

            if (expected.Count == 0) return;
            var diagnostics = new DiagnosticBag();
            var read = TombstoneReader.Read("t", File.ReadAllBytes(line["t.jsonl"]), diagnostics);
            Assert.Empty(diagnostics.Sorted());
            Assert.Equal(expected, read.Select(t => (t.Digest.ToString(), t.Reason, t.Authority)));
        },
        iter: 200);

    private static TombstoneRequest Request(Line line, TextQuestion text, string file, string? lineage, string reason, string authority) => new()
    {
        File = file,
        Directory = line["."],
        Text = text,
        Lineage = lineage,
        Reason = reason,
        Authority = authority,
        Date = new DateOnly(2025, 6, 1),
    };

    private TombstoneResult Add(TextQuestion text, string file = "takedowns.jsonl", string? lineage = null, string reason = "erasure request", string authority = "dpo") =>
        TombstoneBook.Add(Request(_line, text, file, lineage, reason, authority), CancellationToken.None);

    private void AssertSaid(int generation, int droppedRecords)
    {
        var tombstones = _line.Lineage(generation).GetProperty("tombstones");
        Assert.Equal(droppedRecords, tombstones.GetProperty("dropped_records").GetInt32());
        var used = Assert.Single(tombstones.GetProperty("used").EnumerateArray());
        Assert.Equal(
            (Digest("text 2"), "erasure request", "2025-06-01", "dpo"),
            (used.GetProperty("digest").GetString(), used.GetProperty("reason").GetString(), used.GetProperty("date").GetString(), used.GetProperty("authority").GetString()));
    }

    private static string Told(TombstoneResult result) => string.Join('\n', result.Diagnostics.Select(d => $"{d.Code}: {d.Message}"));
}
