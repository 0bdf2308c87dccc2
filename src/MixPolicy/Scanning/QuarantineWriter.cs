using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>
/// Records set aside, one JSON object a line: <c>source</c>, <c>file</c>, <c>row_group</c>, <c>row</c>, <c>reason</c>, and the record as found:
/// <c>raw</c> when its bytes are UTF-8, else <c>raw_base64</c>; for Parquet <c>columns</c>, the mapped ones. Not thread-safe.
/// </summary>
internal sealed class QuarantineWriter(string path, string source, SourceFile file, IReadOnlyList<string> paths) : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        // A file of its own, not part of a page: letters and quotes stay what they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = false,
    };

    private readonly ArrayBufferWriter<byte> _line = new();
    private FileStream? _output;

    /// <summary>Records set aside so far.</summary>
    public long Count { get; private set; }

    /// <summary>The file; null while it holds nothing.</summary>
    public string? Path => Count > 0 ? path : null;

    /// <summary>Sets a record aside.</summary>
    public void Add(RecordBatch batch, int record, string reason)
    {
        _output ??= ScratchFiles.Create(path);
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, Options))
        {
            json.WriteStartObject();
            json.WriteString("source", source);
            json.WriteString("file", file.Name);
            if (batch.RowGroup < 0) json.WriteNull("row_group");
            else json.WriteNumber("row_group", batch.RowGroup);
            json.WriteNumber("row", batch.Row(record));
            json.WriteString("reason", reason);
            if (batch.Raw.Count > record && file.Format != FileFormat.Parquet) WriteBytes(json, "raw", batch.Raw.Utf8(record));
            else WriteColumns(json, batch, record);
            json.WriteEndObject();
        }

        _line.Write("\n"u8);
        ScratchFiles.Write(_output, _line.WrittenSpan);
        Count++;
    }

    /// <inheritdoc/>
    public void Dispose() => _output?.Dispose();

    private static void WriteBytes(Utf8JsonWriter json, string name, ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) json.WriteString(name, bytes);
        else json.WriteBase64String($"{name}_base64", bytes);
    }

    private void WriteColumns(Utf8JsonWriter json, RecordBatch batch, int record)
    {
        json.WriteStartObject("columns");
        for (var i = 0; i < paths.Count; i++)
        {
            if (paths.Take(i).Contains(paths[i])) continue;
            var column = batch.Columns[i];
            if (column.Kind(record) == ValueKind.Missing) json.WriteNull(paths[i]);
            else if (column.Kind(record) == ValueKind.Instant) json.WriteNumber(paths[i], column.Number(record));
            else WriteBytes(json, paths[i], column.Utf8(record));
        }

        json.WriteEndObject();
    }
}
