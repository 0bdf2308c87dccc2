using CsCheck;
using MixPolicy.Sources;
using ParquetSharp;

namespace MixPolicy.Tests.Sources.Pages;

/// <summary>What Arrow C++ writes, our page decoder reads as it was, and as Parquet.Net reads it.</summary>
public sealed class ArrowPagesTests : IDisposable
{
    private static readonly Compression[] Codecs =
        [Compression.Uncompressed, Compression.Snappy, Compression.Gzip, Compression.Brotli, Compression.Zstd, Compression.Lz4, Compression.Lz4Hadoop];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_AnyTable_IsAsWritten() => Tables.Sample(
        file => Compare(file.Columns, file.Options),
        iter: 200,
        threads: 1,
        print: file => $"{file.Options}: {string.Join(", ", file.Columns.Select(c => $"{c.Column.Name} {c.Column.Type} {c.Encoding}"))}, {file.Columns[0].Column.Cells.Count} rows");

    [Theory]
    [InlineData(CellType.Text, null, false, 600)]
    [InlineData(CellType.Text, null, true, 600)]
    [InlineData(CellType.Text, Encoding.DeltaByteArray, true, 100_000)]
    [InlineData(CellType.Text, Encoding.DeltaLengthByteArray, true, 100_000)]
    [InlineData(CellType.Text, Encoding.Plain, false, 100_000)]
    [InlineData(CellType.Whole64, Encoding.DeltaBinaryPacked, false, 100_000)]
    [InlineData(CellType.Flag, Encoding.Rle, true, 100_000)]
    [InlineData(CellType.Real64, Encoding.ByteStreamSplit, true, 100_000)]
    public void Read_OneHugePage_IsAsWritten(CellType type, Encoding? encoding, bool v2, int distinct) => Compare(
        [new ArrowColumn(SourceTables.Column("c", type, 1, 150_000, 7, distinct), encoding)],
        new ArrowOptions { V2 = v2, Codec = Compression.Zstd, PageBytes = 1 << 28, DictionaryBytes = 1 << 28 });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_DictionaryFullInMidChunk_IsAsWritten(bool v2)
    {
        // Small pages: some hold codes, later ones text, and batches begin on either.
        var columns = new[] { CellType.Text, CellType.Whole64, CellType.Real64, CellType.Uuid, CellType.Int96 }
            .Select((type, i) => new ArrowColumn(SourceTables.Column($"c{i}", type, i % 2, 20_000, i, 5000))).ToArray();
        Compare(columns, new ArrowOptions { V2 = v2, PageBytes = 2000, DictionaryBytes = 4000, Groups = [7000, 1] });
    }

    [Fact]
    public void Read_RowGroupByRowGroup_IsTheWhole()
    {
        var columns = new[] { CellType.Text, CellType.Flag, CellType.Whole32 }.Select((type, i) => SourceTables.Column($"c{i}", type, 1, 900, i, 40)).ToArray();
        var path = _folder["arrow.parquet"];
        ArrowFile.Write(path, [.. columns.Select(c => new ArrowColumn(c, c.Type == CellType.Flag ? Encoding.Plain : null))], new ArrowOptions { Groups = [100, 1, 500], PageBytes = 200 });
        string[] names = ["c0", "c1", "c2"];
        var parts = Enumerable.Range(0, 5).Select(group => SourceCells.Read(path, new FilePart(group, group + 1, 0), names)).ToArray();
        for (var i = 0; i < names.Length; i++) Assert.Equal(columns[i].Expected, parts.SelectMany(part => part[i]));
        Assert.Equal([100, 1, 500, 299, 0], parts.Select(part => part[0].Count));
    }

    private static Gen<(ArrowColumn[] Columns, ArrowOptions Options)> Tables =>
        from rows in Gen.Frequency((6, Gen.Int[0, 200]), (2, Gen.Int[200, 3000]), (1, Gen.Int[4000, 9000]))
        from columns in Column(rows).Array[1, 5]
        from options in Options
        select (columns.Select((c, i) => c with { Column = c.Column with { Name = c.Column.Depth == 2 ? $"s{i}.c" : $"c{i}" } }).ToArray(), options);

    private static Gen<ArrowOptions> Options =>
        from codec in Gen.OneOf(Codecs)
        from v2 in Gen.Bool
        from old in Gen.Bool
        from checksums in Gen.Bool
        from page in Gen.OneOf(1, 100, 4096, 1 << 20)
        from dictionary in Gen.OneOf(1, 300, 1 << 20)
        from groups in Gen.Int[1, 3000].Array[0, 3]
        select new ArrowOptions { Codec = codec, V2 = v2, Old = old, Checksums = checksums, PageBytes = page, DictionaryBytes = dictionary, Groups = groups };

    private static Gen<ArrowColumn> Column(int rows) =>
        from type in Gen.Enum<CellType>()
        from depth in Gen.Int[0, 2]
        from seed in Gen.Int[0, 1_000_000]
        from distinct in Gen.OneOf(1, 2, 20, 300, 100_000)
        from nulls in Gen.OneOf(0, 0, 100, 900, 1000)
        from encoding in Gen.Int[-2, 2]
        let encodings = ArrowFile.Encodings(type)
        select new ArrowColumn(
            SourceTables.Column("c", type, depth, rows, seed, distinct, nulls, valid: seed % 3 > 0),
            encoding < 0 ? type == CellType.Flag ? Encoding.Plain : null : encodings[encoding % encodings.Count]);

    private void Compare(ArrowColumn[] columns, ArrowOptions options)
    {
        var path = _folder["arrow.parquet"];
        ArrowFile.Write(path, columns, options);
        var found = SourceCells.Read(path, [.. columns.Select(c => c.Column.Name)]);
        foreach (var ((column, encoding), cells) in columns.Zip(found))
        {
            Assert.Equal(column.Expected, cells);
            if (options.Codec == Compression.Lz4Hadoop) continue; // Parquet.Net makes something up
            if (IsBeyondParquetNet(column, encoding)) Assert.Throws<SourceFileException>(() => SourceCells.Read(path, [column.Name], decodesPages: false));
            else Assert.Equal(cells, SourceCells.Read(path, [column.Name], decodesPages: false)[0]);
        }
    }

    private static bool IsBeyondParquetNet(TestColumn column, Encoding? encoding) => column.Cells.Count > 0
        && (encoding == Encoding.Rle || (encoding == Encoding.ByteStreamSplit && column.Type is CellType.Fixed or CellType.Uuid or CellType.Half or CellType.DecimalFixed));
}
