using MixPolicy.Diagnostics;
using MixPolicy.Lineage.Trace;
using MixPolicy.Reporting;
using MixPolicy.Tests.Examples;
using MixPolicy.Tests.Generations;
using static MixPolicy.Tests.Generations.Line;

namespace MixPolicy.Tests.Lineage.Trace;

/// <summary>Three generations: text 2 is taken down before generation 1, text 5 comes with it, text 6 with generation 2.</summary>
public sealed class TextTraceTests : IDisposable
{
    private readonly Line _line = new() { Rule = "keep: human, in: manifest, tombstones: takedowns.jsonl" };

    public TextTraceTests()
    {
        _line.Data("a", Record("1"), Record("2"), Record("3", origin: "synthetic"), Record("4")).TakeDown();
        _line.Satisfy(0);
        _line.TakeDown(Tombstone("text 2")).Data("b", Record("5"));
        _line.Satisfy(1);
        _line.Data("c", Record("6"), Record("7", "text 1"));
        _line.Satisfy(2);
    }

    public void Dispose() => _line.Dispose();

    [Fact]
    public void Render_TextThatWasTakenDown_IsTheGoldenFile() => Golden.Match(Told(Trace(new TextQuestion { Text = "text 2" })));

    [Fact]
    public void Render_TextThatIsNowhere_IsTheGoldenFile() => Golden.Match(Told(Trace(new TextQuestion { Text = "text 99" })));

    [Theory]
    [InlineData("text 1", 2, 0, new[] { 2, 1, 1 })]
    [InlineData("text 2", 1, 0, new[] { 0, 0, 1 })]
    [InlineData("text 5", 1, 1, new[] { 1, 1, 0 })]
    [InlineData("text 6", 1, 2, new[] { 1, 0, 0 })]
    [InlineData("text", 0, -1, new[] { 0, 0, 0 })]
    public void Trace_Text_IsFoundWhereItIsAndSinceWhen(string text, int leaves, int since, int[] rows)
    {
        var traced = Trace(new TextQuestion { Digest = Digest(text) }).Traced!;

        Assert.Equal((leaves, since), ((int)traced.Ledger.Hits.Total, (int)(traced.Ledger.FirstGeneration ?? -1)));
        Assert.Equal(rows, traced.Mixes.Select(m => (int)m.Hits.Total));
        Assert.Equal([1, 0], traced.Ledger.Growth.Select(g => (int)g.Generation!.Value));
    }

    [Fact]
    public void Trace_Id_FindsRecordsOfThatIdOnly()
    {
        Assert.Equal([1, 0, 0], Trace(new TextQuestion { Id = "7", Source = "s" }).Traced!.Mixes.Select(m => (int)m.Hits.Total));
        Assert.False(Trace(new TextQuestion { Id = "7", Source = "t" }).Traced!.IsPresent);
        Assert.Equal(Digest("text 2"), Assert.Single(Trace(new TextQuestion { Id = "2" }).Traced!.Tombstones).Tombstone.Digest.ToString());
    }

    [Theory]
    [InlineData("text 1", TextForm.Exact, true)]
    [InlineData("text 1\n", TextForm.WithoutNewline, true)]
    [InlineData("text 1\r\n", TextForm.WithoutNewline, true)]
    [InlineData("text 1\n\n", TextForm.Exact, false)]
    [InlineData("", TextForm.Exact, false)]
    [InlineData("\n", TextForm.Exact, false)]
    public void Trace_TextFile_IsFoundWithOrWithoutItsLastNewline(string content, object form, bool present)
    {
        File.WriteAllText(_line["text.txt"], content);
        var result = Trace(new TextQuestion { File = "text.txt" });

        Assert.Equal(((TextForm)form, present), (result.Traced!.Form, result.Traced.IsPresent));
        Assert.Equal((TextForm)form == TextForm.WithoutNewline ? [Codes.FinalNewline] : [], result.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Trace_SourceFile_SaysWhoReadIt() => Assert.Equal(
        [(2L, "s", "data/a.jsonl"), (1L, "s", "data/a.jsonl"), (0L, "s", "data/a.jsonl")],
        Trace(new TextQuestion { File = "data/a.jsonl" }).Traced!.Sources.Select(s => (s.Generation, s.Source, s.File)));

    [Theory]
    [InlineData("text 1", TraceExpectation.Present, true)]
    [InlineData("text 1", TraceExpectation.Absent, false)]
    [InlineData("text 1", TraceExpectation.NotInMix, false)]
    [InlineData("text 2", TraceExpectation.Absent, false)]
    [InlineData("text 2", TraceExpectation.InMix, false)]
    [InlineData("text 2", TraceExpectation.NotInMix, true)]
    [InlineData("text 9", TraceExpectation.Absent, true)]
    [InlineData("text 9", TraceExpectation.Present, false)]
    public void Trace_AnotherAnswerThanExpected_IsAViolation(string text, TraceExpectation expected, bool holds)
    {
        var result = Trace(new TextQuestion { Text = text }, request => request with { Expect = expected });

        Assert.Equal(holds ? BuildOutcome.Satisfied : BuildOutcome.Violated, result.Outcome);
        Assert.Equal(holds ? [] : [Codes.TraceUnexpected], result.Diagnostics.Select(d => d.Code));
    }

    [PythonFact]
    public void Proofs_WhateverIsFound_HoldForTheScript()
    {
        foreach (var text in new[] { "text 1", "text 2", "text 5", "text 6" })
        {
            var folder = $"proofs/{text[5..]}";
            var result = Trace(new TextQuestion { Text = text }, request => request with { Proofs = folder });
            var traced = result.Traced!;
            Assert.Equal(traced.Ledger.Hits.Total + traced.Mixes.Sum(m => m.Hits.Total) + traced.Ledger.Growth.Count, result.Written.Count);
            foreach (var path in result.Written)
            {
                var kind = Path.GetFileName(path).StartsWith("consistency", StringComparison.Ordinal) ? "consistency" : "inclusion";
                var (exit, told) = PythonFactAttribute.Run(Path.Combine(ForeignPackagesFactAttribute.Repository, "examples/verify/verify.py"), kind, path);
                Assert.True(exit == 0 && told.StartsWith("holds: ", StringComparison.Ordinal), $"{path}: {told}");
                File.WriteAllText(path, Altered(File.ReadAllText(path)));
                Assert.Equal(1, PythonFactAttribute.Run(Path.Combine(ForeignPackagesFactAttribute.Repository, "examples/verify/verify.py"), kind, path).Exit);
            }
        }
    }

    [Fact]
    public void Trace_MoreThanAHundred_CountsAllAndProvesTheFirst()
    {
        _line.Data("d", [.. Enumerable.Range(100, 150).Select(i => Record($"{i}", "a text that many have"))]);
        _line.Satisfy(3);
        var traced = Trace(new TextQuestion { Text = "a text that many have" }, request => request with { Report = "gen-3/lineage.json" }).Traced!;

        Assert.Equal((150, 100, 150, 100), ((int)traced.Ledger.Hits.Total, traced.Ledger.Hits.First.Count, (int)traced.Mixes[0].Hits.Total, traced.Mixes[0].Hits.First.Count));
        Assert.Equal((150, 1500), ((int)traced.Mixes[0].Hits.Repetitions, (int)traced.Mixes[0].Hits.Amount));
    }

    [Fact]
    public void Trace_ParentElsewhere_IsTakenWhereItIsNamedOrSaidToBeMissing()
    {
        Directory.Move(_line["gen-0"], _line["elsewhere"]);
        var ends = Trace(new TextQuestion { Text = "text 2" });
        Assert.Equal((BuildOutcome.Satisfied, 2), (ends.Outcome, ends.Traced!.Mixes.Count));
        Assert.Equal([Codes.ChainEnds], ends.Diagnostics.Select(d => d.Code));
        Assert.True(ends.Traced.IsPresent); // the ledger knows

        var named = Trace(new TextQuestion { Text = "text 2" }, request => request with { Parents = ["elsewhere/lineage.json"] });
        Assert.Equal((0, 3), (named.Diagnostics.Count, named.Traced!.Mixes.Count));
        File.Delete(_line["elsewhere/manifest.parquet"]);
        var cut = Trace(new TextQuestion { Text = "text 2" }, request => request with { Parents = ["elsewhere/lineage.json"] });
        Assert.Equal([Codes.ChainEnds], cut.Diagnostics.Select(d => d.Code));
        Assert.Equal(2, cut.Traced!.Mixes.Count);

        // Another report at that place is not the parent.
        Directory.CreateDirectory(_line["gen-0"]);
        File.Copy(_line["gen-1/lineage.json"], _line["gen-0/lineage.json"]);
        Assert.Equal([Codes.ChainEnds], Trace(new TextQuestion { Text = "text 2" }).Diagnostics.Select(d => d.Code));
    }

    [Theory]
    [InlineData("gen-2/manifest.parquet")]
    [InlineData("gen-2/ledger.bin")]
    [InlineData("gen-2/lineage.json")]
    [InlineData("gen-0/manifest.parquet")]
    public void Trace_AnyFileWithAFlippedBit_IsNotAnswered(string file)
    {
        var bytes = File.ReadAllBytes(_line[file]);
        for (var i = 0; i < 60; i++)
        {
            var flipped = bytes.ToArray();
            flipped[i * (bytes.Length / 60)] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(_line[file], flipped);
            var result = Trace(new TextQuestion { Text = "text 1" });
            Assert.Equal((BuildOutcome.NotEvaluated, true), (result.Outcome, result.Traced is null));
        }
    }

    [Theory]
    [InlineData("gen-2/ledger.bin", Codes.LedgerUnreadable)]
    [InlineData("gen-2/manifest.parquet", Codes.ReportUnreadable)]
    [InlineData("gen-2/lineage.json", Codes.ReportUnreadable)]
    public void Trace_FileThatIsNotThere_IsNotAnswered(string file, string code)
    {
        File.Delete(_line[file]);
        var result = Trace(new TextQuestion { Text = "text 1" });

        Assert.Equal((BuildOutcome.NotEvaluated, code), (result.Outcome, Assert.Single(result.Diagnostics).Code));
    }

    [Fact]
    public void Trace_QuestionThatNamesNoText_IsNotAnswered()
    {
        TextQuestion[] questions =
        [
            new(), new() { Text = "a", Id = "b" }, new() { Digest = "00" }, new() { Digest = new string('g', 64) }, new() { File = "nowhere.txt" }, new() { File = "data" },
            new() { Text = "a", Source = "s" }, new() { Text = "\uD800" },
        ];
        Assert.All(questions, question => Assert.Equal(Codes.TextNotTold, Assert.Single(Trace(question).Diagnostics).Code));
    }

    private static string Altered(string json)
    {
        // The last hash of the proof; or, where there is none, the first root.
        var at = json.LastIndexOf("\"\n", StringComparison.Ordinal);
        at = at < 0 || json.Contains("\"proof\": []", StringComparison.Ordinal) ? json.IndexOf("root\": \"", StringComparison.Ordinal) + 8 : at - 1;
        return json[..at] + (json[at] == '0' ? '1' : '0') + json[(at + 1)..];
    }

    private TraceResult Trace(TextQuestion question, Func<TraceRequest, TraceRequest>? ask = null)
    {
        var request = new TraceRequest { Report = "gen-2/lineage.json", Directory = _line["."], Text = question };
        return TextTrace.Run(ask is null ? request : ask(request), CancellationToken.None);
    }

    private static string Told(TraceResult result)
    {
        using var text = new StringWriter { NewLine = "\n" };
        TraceText.Render(result, text);
        return text.ToString();
    }
}
