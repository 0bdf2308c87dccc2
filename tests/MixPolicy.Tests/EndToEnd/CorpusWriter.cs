using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ParquetSharp;
using Encoding = System.Text.Encoding;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>Where a record was put.</summary>
internal sealed record Placed(CorpusSource Source, CorpusFile File, CorpusRecord Record, int? RowGroup, long Row);

/// <summary>Writes the files of random sources and remembers where each record went.</summary>
internal static class CorpusWriter
{
    /// <summary>Writes all files of a source below a folder.</summary>
    public static IReadOnlyList<Placed> Write(CorpusSource source, string folder, DuckDb duck)
    {
        var placed = new List<Placed>();
        foreach (var file in source.Files)
        {
            var path = Path.Combine(folder, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            placed.AddRange((file.IsJson, file.Format, source.IsNested) switch
            {
                (true, _, _) => WriteJson(source, file, path),
                (_, CorpusFormat.Csv, _) => WriteCsv(source, file, path),
                (_, _, true) => WriteNested(source, file, path, duck),
                _ => WriteParquet(source, file, path),
            });
        }

        return placed;
    }

    private static List<Placed> WriteJson(CorpusSource source, CorpusFile file, string path)
    {
        var placed = new List<Placed>();
        var text = new StringBuilder();
        long line = 0;
        for (; line < file.BadLines; line++) text.Append("{\"c_text\": broken\n");
        foreach (var record in file.Records)
        {
            if ((placed.Count + 1) % file.GroupSize == 0)
            {
                text.Append(" \n");
                line++;
            }

            placed.Add(new Placed(source, file, record, null, line++));
            text.Append(JsonSerializer.Serialize(Tree(source, record))).Append('\n');
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        using var output = File.Create(path);
        if (file.Format == CorpusFormat.JsonlZstd)
        {
            using var compressor = new ZstdSharp.Compressor();
            output.Write(compressor.Wrap(bytes));
        }
        else
        {
            using var stream = file.Format == CorpusFormat.Jsonl ? (Stream)output : new GZipStream(output, CompressionLevel.Fastest);
            stream.Write(bytes);
        }

        return placed;
    }

    /// <summary>What is a whole number is written as one; what the record lacks is left out or null, by turns.</summary>
    private static Dictionary<string, object?> Tree(CorpusSource source, CorpusRecord record)
    {
        var root = new Dictionary<string, object?> { ["c_id"] = Cell(record.Id), ["c_text"] = record.Text, ["c_tokens"] = record.Tokens };
        foreach (var attribute in CorpusRecord.Attributes)
        {
            if (record.Values[attribute] is null && record.Tokens % 2 == 0) continue;
            var path = source.Column(attribute).Split('.');
            var at = root;
            foreach (var part in path[..^1]) at = (Dictionary<string, object?>)(at.TryGetValue(part, out var inner) ? inner! : at[part] = new Dictionary<string, object?>());
            at[path[^1]] = Cell(record.Values[attribute]);
        }

        return root;
    }

    private static object? Cell(string? text) =>
        long.TryParse(text, out var number) && number.ToString(System.Globalization.CultureInfo.InvariantCulture) == text ? number : text;

    private static List<Placed> WriteCsv(CorpusSource source, CorpusFile file, string path)
    {
        var placed = new List<Placed>();
        var text = new StringBuilder();
        text.AppendJoin(',', CorpusRecord.Attributes.Select(source.Column).Prepend("c_text").Prepend("c_id").Prepend("c_tokens")).Append('\n');
        long line = 1;
        foreach (var record in file.Records)
        {
            placed.Add(new Placed(source, file, record, null, line));
            var cells = CorpusRecord.Attributes.Select(a => record.Values[a]).Prepend(record.Text).Prepend(record.Id)
                .Select(cell => cell is null ? "" : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            var row = $"{record.Tokens},{string.Join(',', cells)}\n";
            line += row.Count(c => c == '\n');
            text.Append(row);
        }

        File.WriteAllText(path, text.ToString(), new UTF8Encoding(false));
        return placed;
    }

    private static List<Placed> WriteParquet(CorpusSource source, CorpusFile file, string path)
    {
        var typed = file.Format == CorpusFormat.ParquetTyped;
        Column[] columns =
        [
            new Column<string>("c_id"), new Column<string>("c_text"), new Column<long>("c_tokens"),
            .. CorpusRecord.Attributes.Select(a => (typed, a) switch
            {
                (true, "depth") => new Column<int?>("c_depth"),
                (true, "collected_at") => new Column<DateTime?>("c_collected_at", LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Micros)),
                _ => (Column)new Column<string?>($"c_{a}"),
            }),
        ];
        var placed = new List<Placed>();
        using var writer = new ParquetFileWriter(path, columns, Compression.Zstd);
        foreach (var (rows, number) in file.Records.Chunk(file.GroupSize).Select((r, i) => (r, i)))
        {
            using var group = writer.AppendRowGroup();
            Add(group, rows, r => r.Id);
            Add(group, rows, r => r.Text);
            Add(group, rows, r => r.Tokens);
            foreach (var attribute in CorpusRecord.Attributes)
            {
                if (typed && attribute == "depth") Add(group, rows, r => r.Values["depth"] is { } depth ? int.Parse(depth, System.Globalization.CultureInfo.InvariantCulture) : (int?)null);
                else if (typed && attribute == "collected_at") Add(group, rows, r => r.Date is { } date ? DateTime.UnixEpoch.AddMicroseconds(date) : (DateTime?)null);
                else Add(group, rows, r => r.Values[attribute]);
            }

            placed.AddRange(rows.Select((r, i) => new Placed(source, file, r, number, i)));
        }

        writer.Close();
        return placed;
    }

    private static void Add<T>(RowGroupWriter group, CorpusRecord[] rows, Func<CorpusRecord, T> value)
    {
        using var column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch([.. rows.Select(value)]);
    }

    /// <summary>DuckDB's structs, in one row group.</summary>
    private static IEnumerable<Placed> WriteNested(CorpusSource source, CorpusFile file, string path, DuckDb duck)
    {
        var rows = file.Records.Select((r, i) => $"({i},{string.Join(',', CorpusRecord.Attributes.Select(a => r.Values[a]).Prepend(r.Text).Prepend(r.Id).Select(Sql))},{r.Tokens}::BIGINT)");
        var flat = CorpusRecord.Attributes.Where(a => !source.Column(a).Contains('.', StringComparison.Ordinal)).Select(a => $"{Typed(file, a)} AS {source.Column(a)}");
        duck.Execute(
            $"COPY (SELECT id AS c_id, text AS c_text, tokens AS c_tokens, {string.Join(", ", flat)}, "
            + "{'kind': kind, 'decoding': {'temperature': temperature, 'top_p': top_p}} AS meta "
            + $"FROM (VALUES {string.Join(",\n", rows)}) t(n, id, text, {string.Join(", ", CorpusRecord.Attributes)}, tokens) ORDER BY n) "
            + $"TO {DuckDb.Literal(path)} (FORMAT parquet, COMPRESSION snappy)");
        return file.Records.Select((r, i) => new Placed(source, file, r, 0, i));
    }

    private static string Typed(CorpusFile file, string attribute) =>
        file.Format == CorpusFormat.ParquetTyped && attribute == "depth" ? "depth::SMALLINT" : $"{attribute}::VARCHAR";

    private static string Sql(string? text) => text is null ? "NULL" : DuckDb.Literal(text);
}
