using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace MixPolicy.ExampleData;

/// <summary>Writes records as zstd Parquet: one row group, one column a field.</summary>
internal static class ParquetFile
{
    private static readonly DataField<string> Id = new("id", nullable: false);
    private static readonly DataField<string> Text = new("text", nullable: false);
    private static readonly DataField<string> Language = new("language", nullable: false);
    private static readonly DateTimeDataField CollectedAt = new("collected_at", DateTimeFormat.Timestamp, true, DateTimeTimeUnit.Micros);
    private static readonly DataField<string> SourceUrl = new("source_url", nullable: false);

    /// <summary>Writes one file.</summary>
    public static async Task WriteAsync(string path, IReadOnlyList<ExampleRecord> records)
    {
        // SmallestSize is zstd 19: slow, but this is written once and downloaded often.
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.SmallestSize };
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(Id, Text, Language, CollectedAt, SourceUrl), file, options);
        using var group = writer.CreateRowGroup();
        await group.WriteAsync(Id, [.. records.Select(r => r.Id)]);
        await group.WriteAsync(Text, [.. records.Select(r => r.Text)]);
        await group.WriteAsync(Language, [.. records.Select(r => r.Language)]);
        ReadOnlyMemory<DateTime> days = records.Select(r => r.CollectedAt.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)).ToArray();
        await group.WriteAsync(CollectedAt, days);
        await group.WriteAsync(SourceUrl, [.. records.Select(r => r.SourceUrl!)]);
        group.CompleteValidate();
    }
}
