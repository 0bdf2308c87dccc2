using MixPolicy.Sources;
using MixPolicy.Tests.Examples;

namespace MixPolicy.Tests.Sources.Pages;

/// <summary>What Polars and hyparquet-writer write, our page decoder reads as it was, and as Parquet.Net reads it.</summary>
public sealed class ForeignPagesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ForeignPackagesFact(ForeignFiles.NativePolars)]
    public void Read_EveryCodecAndEncoding_IsAsWritten()
    {
        var columns = ForeignFiles.Columns(600);
        var files = ForeignFiles.Write(_folder, columns);
        Assert.Equal(15, files.Count);
        foreach (var file in files)
        {
            using var input = new ParquetInput(file);
            var names = ParquetFooter.Open(input).Metadata!.Schema.Select(element => element.Name).ToHashSet();
            var there = columns.Where(c => names.Contains(c.Name)).ToArray();
            Assert.InRange(there.Length, 25, 40);
            foreach (var (column, cells) in there.Zip(SourceCells.Read(file, [.. there.Select(c => c.Name)])))
            {
                Assert.Equal(column.Expected, cells);
                Compare(file, column, cells);
            }
        }
    }

    /// <summary>Parquet.Net reads the same, or nothing where it knows that it cannot: booleans as runs, fixed bytes split into streams.</summary>
    private static void Compare(string file, TestColumn column, List<string> cells)
    {
        try
        {
            Assert.Equal(cells, SourceCells.Read(file, [column.Name], decodesPages: false)[0]);
        }
        catch (SourceFileException)
        {
            Assert.Contains(column.Type, new[] { CellType.Flag, CellType.Fixed, CellType.Uuid });
            Assert.Contains("hyparquet", file, StringComparison.Ordinal);
        }
    }
}
