using System.Globalization;
using System.Text.RegularExpressions;
using MixPolicy.Sources;
using Parquet;
using ParquetSharp;

namespace MixPolicy.Tests.Sources.Pages;

/// <summary>Ten thousand damaged files: each reads, or is a fault of the file that says where.</summary>
public sealed partial class MutatedFilesTests : IDisposable
{
    private const int Files = 10_000;

    /// <summary>A file of a few kilobytes that reads, or fails, within this many bytes of memory whatever sizes it claims.</summary>
    private const long MostBytes = 64 << 20;

    private static readonly Compression[] Codecs =
        [Compression.Uncompressed, Compression.Uncompressed, Compression.Snappy, Compression.Gzip, Compression.Brotli, Compression.Zstd, Compression.Lz4, Compression.Lz4Hadoop];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_DamagedFiles_ReadOrSayWhere()
    {
        var pool = (await Pool()).Select(path => new ParquetMutator(path)).ToArray();
        var faults = new List<string>();
        var (number, reads) = (0, 0);
        var worker = new Thread(() =>
        {
            for (; number < Files; number++)
            {
                var random = new Random(number);
                var mutator = pool[number % pool.Length];
                var path = _folder.Write("damaged.parquet", mutator.Damage(random, pool[random.Next(pool.Length)]));
                var before = GC.GetAllocatedBytesForCurrentThread();
                var fault = ReadAll(path, mutator.Columns);
                var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                if (bytes > MostBytes) fault = $"{bytes} bytes allocated; {fault}";
                else if (fault is null) reads++;
                if (fault is not null && fault.Length > 0) faults.Add(string.Create(CultureInfo.InvariantCulture, $"file {number} (of {number % pool.Length}): {fault}"));
            }
        })
        { IsBackground = true };
        worker.Start();
        for (var last = -1; !worker.Join(TimeSpan.FromSeconds(60)); last = number)
        {
            if (number == last) Assert.Fail($"file {number} is not done after a minute");
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults\n{string.Join('\n', faults.Take(20))}");
        Assert.InRange(reads, Files / 10, Files * 9 / 10);
    }

    /// <summary>Null when it read, empty when it failed as it should, else what is wrong.</summary>
    private static string? ReadAll(string path, IReadOnlyList<string> columns)
    {
        var isOpen = false;
        try
        {
            using var reader = RecordReaders.Open(Reading.File(path), columns);
            isOpen = true;
            var batch = new RecordBatch(columns);
            var touched = 0L;
            while (reader.Read(batch, CancellationToken.None))
            {
                foreach (var column in batch.Columns)
                {
                    for (var i = 0; i < batch.Count; i++) touched += column.Number(i) + (byte)column.Kind(i) + column.Utf8(i).Length;
                }
            }

            return null;
        }
        catch (SourceFileException fault)
        {
            if (fault.InnerException is not { } inner) return "";
            var stack = inner.StackTrace ?? "";
            var isOurs = !stack.Contains("   at Parquet.", StringComparison.Ordinal);
            if (isOurs && inner is not (InvalidDataException or EndOfStreamException or NotSupportedException)) return inner.ToString();
            var isInColumn = stack.Contains(".Pages.", StringComparison.Ordinal) || stack.Contains(nameof(ParquetColumn), StringComparison.Ordinal);
            return isOpen && !(isInColumn ? Column() : RowGroup()).IsMatch(fault.Message) ? fault.Message : "";
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    [GeneratedRegex(@"\(row group \d+, column '.*'\)")]
    private static partial Regex Column();

    [GeneratedRegex(@"\(row group \d+")]
    private static partial Regex RowGroup();

    /// <summary>Small files of all writers at hand.</summary>
    private async Task<List<string>> Pool()
    {
        var files = new List<string>();
        var types = Enum.GetValues<CellType>();
        foreach (var codec in Codecs)
        {
            foreach (var v2 in new[] { false, true })
            {
                var number = files.Count;
                var columns = types.Chunk(6).ElementAt(number % 4).Select((type, i) =>
                {
                    var depth = (number + i) % 3;
                    var encodings = ArrowFile.Encodings(type);
                    var column = SourceTables.Column(depth == 2 ? $"s{i}.c" : $"c{i}", type, depth, 40, number, 8);
                    return new ArrowColumn(column, type == CellType.Flag || (number + i) % 2 == 0 ? encodings[number / 2 % encodings.Count] : null);
                }).ToArray();
                files.Add(_folder[$"arrow{number}.parquet"]);
                ArrowFile.Write(files[^1], columns, new ArrowOptions { Codec = codec, V2 = v2, Checksums = number % 7 == 6, PageBytes = 60, Groups = [25] });
            }
        }

        using (var duck = new DuckDb())
        {
            foreach (var version in new[] { "v1", "v2" })
            {
                files.Add(_folder[$"duck-{version}.parquet"]);
                duck.Execute($"COPY (SELECT 'text ' || (range % 5) AS t, range AS n, [range] AS l, {{'x': 'y' || range}} AS s, range % 3 = 0 AS b FROM range(50)) TO {DuckDb.Literal(files[^1])} (FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1, PARQUET_VERSION {version})");
            }
        }

        var net = types.Where(ParquetNetFile.Knows).Select((type, i) => SourceTables.Column($"c{i}", type, i % 2, 40, i, 8)).ToArray();
        foreach (var codec in new[] { CompressionMethod.None, CompressionMethod.Snappy })
        {
            files.Add(_folder[$"net-{codec}.parquet"]);
            await ParquetNetFile.WriteAsync(files[^1], net, new ParquetOptions { CompressionMethod = codec }, 25);
        }

        if (ForeignFiles.AreThere) files.AddRange(ForeignFiles.Write(_folder, [.. ForeignFiles.Columns(30).Where((_, i) => i % 5 < 2)]));
        return files;
    }
}
