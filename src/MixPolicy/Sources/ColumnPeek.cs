using System.IO.Compression;
using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace MixPolicy.Sources;

/// <summary>What a column seems to hold.</summary>
internal enum ColumnShape
{
    /// <summary>Cannot be told: a CSV column, or null wherever it was looked at.</summary>
    Unknown,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Other numbers.</summary>
    Number,

    /// <summary>Dates or instants.</summary>
    Time,

    /// <summary>Anything that is not one value: objects, lists, bytes, flags.</summary>
    Other,
}

/// <summary>A column of a file, seen at its top level.</summary>
internal readonly record struct PeekedColumn(string Name, ColumnShape Shape);

/// <summary>Looks at the first bytes of a file for its columns. It decides nothing: it only makes a first policy a better guess.</summary>
internal static class ColumnPeek
{
    private const int MaxBytes = 1 << 20;
    private const int MaxRecords = 50;

    /// <summary>The file's columns in its order; empty when none can be seen.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is not what its name says.</exception>
    public static IReadOnlyList<PeekedColumn> Columns(string path, string suffix)
    {
        using var file = File.OpenRead(path);

        // A footer is small and local: nothing is gained by waiting for it asynchronously.
        if (suffix == ".parquet") return Parquet(file).GetAwaiter().GetResult();
        using Stream text = Path.GetExtension(suffix) switch
        {
            ".gz" => new GZipStream(file, CompressionMode.Decompress),
            ".zst" => new ZstdSharp.DecompressionStream(file),
            _ => file,
        };
        var head = new byte[MaxBytes];
        var length = text.ReadAtLeast(head, MaxBytes, throwOnEndOfStream: false);
        ReadOnlySpan<byte> bytes = head.AsSpan(0, length);
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        return suffix.StartsWith(".csv", StringComparison.Ordinal) ? CsvHeader.Read(bytes) : Jsonl(bytes);
    }

    private static async Task<List<PeekedColumn>> Parquet(Stream file)
    {
        await using var reader = await ParquetReader.CreateAsync(file).ConfigureAwait(false);
        return [.. reader.Schema.Fields.Select(f => new PeekedColumn(f.Name, Shape(f)))];
    }

    private static ColumnShape Shape(Field field)
    {
        if (field is not DataField { IsArray: false } data) return ColumnShape.Other;
        if (data.ClrType == typeof(string) || data.ClrType == typeof(ReadOnlyMemory<char>)) return ColumnShape.Text;
        if (data.ClrType == typeof(DateTime) || data.ClrType == typeof(DateOnly)) return ColumnShape.Time;
        if (data.ClrType == typeof(float) || data.ClrType == typeof(double) || data.ClrType == typeof(decimal)) return ColumnShape.Number;
        return Type.GetTypeCode(data.ClrType) is >= TypeCode.SByte and <= TypeCode.UInt64 ? ColumnShape.Integer : ColumnShape.Other;
    }

    private static List<PeekedColumn> Jsonl(ReadOnlySpan<byte> bytes)
    {
        var columns = new OrderedDictionary<string, ColumnShape>(StringComparer.Ordinal);
        for (var records = 0; records < MaxRecords && bytes.Length > 0; records++)
        {
            var end = bytes.IndexOf((byte)'\n');
            Record(end < 0 ? bytes : bytes[..end], columns);
            bytes = end < 0 ? default : bytes[(end + 1)..];
        }

        return [.. columns.Select(c => new PeekedColumn(c.Key, c.Value))];
    }

    private static void Record(ReadOnlySpan<byte> line, OrderedDictionary<string, ColumnShape> columns)
    {
        // Not the final block: the last line may be cut where the peek ends, and what stands before the cut is still a guide.
        var json = new Utf8JsonReader(line, isFinalBlock: false, default);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString()!;
                if (!json.Read()) return;
                var shape = Shape(json);
                if (shape != ColumnShape.Unknown || !columns.ContainsKey(name)) columns[name] = shape;
                if (!json.TrySkip()) return;
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // A line that is not JSON, or a name that is not text: the scan will say so, with its line.
        }
    }

    private static ColumnShape Shape(in Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => ColumnShape.Text,
        JsonTokenType.Number => json.ValueSpan.ContainsAny(".eE"u8) ? ColumnShape.Number : ColumnShape.Integer,
        JsonTokenType.Null => ColumnShape.Unknown,
        _ => ColumnShape.Other,
    };
}
