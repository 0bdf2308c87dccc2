using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace MixPolicy.Benchmarks.Corpus;

/// <summary>One JSON object a line, UTF-8, nothing escaped that JSON does not demand; a missing value is written as null.</summary>
internal sealed class JsonlCorpusWriter(string path, CorpusFormat format) : ICorpusWriter
{
    private const int FlushAt = 1 << 20;

    // The relaxed encoder leaves non-ASCII as it is, as crawlers and Python's writers for training data do.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Stream _file = Open(path, format);
    private readonly ArrayBufferWriter<byte> _lines = new(2 * FlushAt);

    public void Write(CorpusBatch batch)
    {
        using var json = new Utf8JsonWriter(_lines, Plain);
        for (var row = 0; row < batch.Rows; row++)
        {
            WriteRecord(json, batch, row);
            json.Flush();
            json.Reset();
            _lines.Write("\n"u8);
            if (_lines.WrittenCount >= FlushAt)
                WriteOut();
        }

        WriteOut();
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Compressed as the usual commands do it: zstd's adds a checksum.</summary>
    private static Stream Open(string path, CorpusFormat format)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        if (format == CorpusFormat.JsonlGzip)
            return new GZipStream(file, new ZLibCompressionOptions { CompressionLevel = 6 });
        if (format == CorpusFormat.Jsonl)
            return file;
        var zstd = new CompressionStream(file, level: 3, leaveOpen: false);
        zstd.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        return zstd;
    }

    private static void WriteRecord(Utf8JsonWriter json, CorpusBatch batch, int row)
    {
        Span<byte> id = stackalloc byte[16];
        Utf8Formatter.TryFormat(batch.Ids[row], id, out _, new('x', 16));
        var collected = DateTimeOffset.FromUnixTimeSeconds(batch.CollectedAt[row]).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("text"u8, batch.Text(row));
        json.WriteString("origin"u8, Labels.Origins[batch.Origins[row]]);
        json.WriteString("collected_at"u8, collected);
        json.WriteString("license"u8, batch.Licenses[row] < 0 ? null : Labels.Licenses[batch.Licenses[row]]);
        json.WriteString("domain"u8, Labels.Domains[batch.Domains[row]]);
        json.WriteString("lang"u8, Labels.Languages[batch.Languages[row]]);
        json.WriteNumber("tokens"u8, batch.Tokens[row]);
        json.WriteString("generator"u8, batch.Generators[row] < 0 ? null : Labels.Generators[batch.Generators[row]]);
        json.WriteNumber("depth"u8, batch.Depths[row]);
        json.WriteEndObject();
    }

    private void WriteOut()
    {
        _file.Write(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
    }
}
