using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ZstdSharp;

namespace MixPolicy.ExampleData;

/// <summary>Writes records as JSON, one a line: UTF-8 without BOM, LF, keys in a fixed order, letters of every script unescaped.</summary>
internal static class JsonlFile
{
    private const int ZstdLevel = 19; // written once, downloaded often

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a plain file.</summary>
    public static void Write(string path, IReadOnlyList<ExampleRecord> records)
    {
        using var file = File.Create(path);
        Write(file, records);
    }

    /// <summary>Writes a zstd file.</summary>
    public static void WriteZstd(string path, IReadOnlyList<ExampleRecord> records)
    {
        using var lines = new MemoryStream();
        Write(lines, records);
        using var compressor = new Compressor(ZstdLevel);
        File.WriteAllBytes(path, compressor.Wrap(lines.GetBuffer().AsSpan(0, (int)lines.Length)));
    }

    private static void Write(Stream stream, IReadOnlyList<ExampleRecord> records)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        foreach (var record in records)
        {
            json.WriteStartObject();
            json.WriteString("id", record.Id);
            json.WriteString("text", record.Text);
            json.WriteString("language", record.Language);
            json.WriteString("collected_at", record.CollectedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            if (record.License is not null) json.WriteString("license", record.License);
            if (record.SourceUrl is not null) json.WriteString("source_url", record.SourceUrl);
            if (record.Origin is not null) json.WriteString("origin", record.Origin);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            stream.WriteByte((byte)'\n');
        }
    }
}
