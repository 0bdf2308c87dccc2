using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MixPolicy.Examples.Generations;

/// <summary>Texts as JSON, one a line.</summary>
internal static class TextFile
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file.</summary>
    public static void Write(string path, IEnumerable<TextRecord> records)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file, Options);
        foreach (var record in records)
        {
            json.WriteStartObject();
            json.WriteString("id", record.Id);
            json.WriteString("text", record.Text);
            json.WriteNumber("words", record.Words);
            json.WriteString("collected_at", record.CollectedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            if (record.Generator is not null)
            {
                json.WriteNumber("depth", record.Depth);
                json.WriteString("generator", record.Generator);
            }

            json.WriteEndObject();
            json.Flush();
            json.Reset();
            file.WriteByte((byte)'\n');
        }
    }

    /// <summary>The texts of a file, by line.</summary>
    public static string[] Read(string path) => [.. File.ReadLines(path).Select(Text)];

    private static string Text(string line)
    {
        using var record = JsonDocument.Parse(line);
        return record.RootElement.GetProperty("text").GetString()!;
    }
}
