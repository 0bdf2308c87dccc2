using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources;

/// <summary>Every file of <c>data/traps</c> and what becomes of it. Dates as found are in <see cref="DateReaderTests"/>.</summary>
public sealed class TrapFilesTests
{
    [SharedDataFact]
    public void NulEscape_IsAdmittedAsANul()
    {
        var found = Reading.All(Trap("nul-escape.jsonl"), "question");
        Assert.Equal(5, found.Count);
        Assert.Contains('\0', found[2]);
        Assert.DoesNotContain(found, f => f.StartsWith("BAD", StringComparison.Ordinal));
    }

    [SharedDataFact]
    public void DuplicateLines_AreAllRead()
    {
        var found = Reading.All(Trap("duplicate-lines.jsonl"), "question");
        Assert.Equal((1000, 826), (found.Count, found.Distinct().Count()));
    }

    [SharedDataFact]
    public void LfsPointer_IsAFaultThatSaysWhatToRun()
    {
        var fault = Assert.Throws<SourceFileException>(() => Reading.All(Trap("lfs-pointer.jsonl.gz"), "a"));
        Assert.Equal("MIX0202", fault.Code);
        Assert.Contains("Git LFS pointer", fault.Message, StringComparison.Ordinal);
        Assert.Contains("git lfs pull", fault.Remedy, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void ZeroBytes_HasNoRecords() => Assert.Empty(Reading.All(Trap("zero-bytes.jsonl"), "a"));

    [SharedDataFact]
    public void NoFinalNewline_LastRecordIsReadAndAbsentKeysAreMissing()
    {
        var found = Reading.All(Trap("no-final-newline-varying-keys.ndjson"), "name", "Fact");
        Assert.Equal(File.ReadAllLines(Trap("no-final-newline-varying-keys.ndjson")).Length, found.Count);
        Assert.Contains(found, f => f.EndsWith("|-", StringComparison.Ordinal));
        Assert.Contains(found, f => !f.EndsWith("|-", StringComparison.Ordinal));
        Assert.DoesNotContain(found, f => f.StartsWith("BAD", StringComparison.Ordinal));
    }

    [SharedDataFact]
    public void ParamsIsObject_IsNestedHereAndTextThere()
    {
        Assert.All(Reading.All(Trap("params-is-object.ndjson"), "params"), f => Assert.StartsWith("n{", f, StringComparison.Ordinal));
        Assert.All(
            Reading.All(Trap("no-final-newline-varying-keys.ndjson"), "params"),
            f => Assert.False(f.StartsWith("n{", StringComparison.Ordinal)));
    }

    [SharedDataFact]
    public void JsonArray_IsAFaultThatSaysHowToConvert()
    {
        var trap = new SourceFile(0, "x.jsonl", Trap("array-extra-key.json"), FileFormat.Jsonl, FileCompression.None);
        using var reader = RecordReaders.Open(trap, ["a"]);
        var fault = Assert.Throws<SourceFileException>(() => reader.Read(new RecordBatch(["a"]), CancellationToken.None));
        Assert.Contains("JSON array", fault.Message, StringComparison.Ordinal);
        Assert.Null(SourceResolver.KindOf("array-extra-key.json"));
    }

    [SharedDataFact]
    public void Crlf_LinesLoseTheirReturn()
    {
        // Not a source by its name; its bytes show that no line keeps a CR.
        Assert.Null(SourceResolver.KindOf("crlf.md"));
        var file = new SourceFile(0, "x.jsonl", Trap("crlf.md"), FileFormat.Jsonl, FileCompression.None);
        using var reader = RecordReaders.Open(file, []);
        var batch = new RecordBatch([]);
        var records = 0;
        while (reader.Read(batch, CancellationToken.None))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                Assert.NotNull(batch.Fault(i));
                Assert.False(batch.Raw.Utf8(i).Contains((byte)'\r'));
                records++;
            }
        }

        Assert.Equal(File.ReadAllLines(Trap("crlf.md")).Count(l => l.Trim().Length > 0), records);
    }

    [SharedDataFact]
    public void SameTextTwoOrigins_BothAreReadAsTheyAre()
    {
        var found = Reading.All(Trap("same-text-two-origins.jsonl"), "text", "origin");
        Assert.Contains(found.GroupBy(f => f[..f.LastIndexOf('|')]), g => g.Distinct().Count() > 1);
    }

    private static string Trap(string name) => SharedData.File("traps", name);
}
