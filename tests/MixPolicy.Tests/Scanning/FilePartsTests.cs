using CsCheck;
using MixPolicy.Scanning;
using MixPolicy.Sources;
using MixPolicy.Tests.EndToEnd;

namespace MixPolicy.Tests.Scanning;

public sealed class FilePartsTests
{
    [Fact]
    public void SplitGroups_AnyGroups_AreCoveredOnceInOrderByPartsThatAreLargeEnough() => Gen.Long[0, 50].Array[0, 40].Sample(groups =>
    {
        var parts = FileParts.SplitGroups(groups, 60);
        if (parts is [var only] && only == FilePart.Whole) return;
        Assert.Equal(0, parts[0].From);
        Assert.Equal(groups.Length, parts[^1].To);
        for (var i = 0; i < parts.Count; i++)
        {
            Assert.True(parts[i].To > parts[i].From);
            if (i == parts.Count - 1) continue;
            Assert.Equal(parts[i].To, parts[i + 1].From);
            Assert.True(groups[(int)parts[i].From..(int)parts[i].To].Sum() >= 60);
        }
    });

    [Fact]
    public void Split_SmallAndMissingAndBrokenFiles_AreReadWhole()
    {
        using var run = new PolicyRun();
        run.Write("broken.parquet", new string('x', 1000));
        foreach (var name in new[] { "broken.parquet", "missing.parquet" })
        {
            var file = new SourceFile(0, name, run.At(name), FileFormat.Parquet, FileCompression.None);
            Assert.Equal([FilePart.Whole], FileParts.Split(file, 1000, 1, CancellationToken.None));
            Assert.Equal([FilePart.Whole], FileParts.Split(file, 1L << 40, 1, CancellationToken.None));
        }
    }

    [Fact]
    public void Open_PartsOfAParquetFile_GiveTogetherWhatTheWholeGives()
    {
        using var run = new PolicyRun();
        using var duck = new DuckDb();
        duck.Execute($"COPY (SELECT i AS n, 'text ' || (i % 7) AS t FROM range(10000) r(i)) TO {DuckDb.Literal(run.At("a.parquet"))} (ROW_GROUP_SIZE 2048)");
        var file = new SourceFile(0, "a.parquet", run.At("a.parquet"), FileFormat.Parquet, FileCompression.None);
        var groups = ParquetRecordReader.GroupBytes(file).Count;
        Assert.Equal(5, groups);
        var whole = Read(file, FilePart.Whole);
        Assert.Equal(10_000, whole.Count);
        for (var cut = 1; cut < groups; cut++)
        {
            Assert.Equal(whole, [.. Read(file, new FilePart(0, cut, 0)), .. Read(file, new FilePart(cut, groups, 0))]);
        }
    }

    private static List<(int, long, long, string)> Read(SourceFile file, FilePart part)
    {
        using var reader = RecordReaders.Open(file, part, ["n", "t"]);
        var batch = new RecordBatch(["n", "t"]);
        var rows = new List<(int, long, long, string)>();
        while (reader.Read(batch, CancellationToken.None))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                rows.Add((batch.RowGroup, batch.Row(i), batch.Columns[0].Number(i), System.Text.Encoding.UTF8.GetString(batch.Columns[1].Utf8(i))));
            }
        }

        return rows;
    }
}
