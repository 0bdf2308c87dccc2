using System.Text.Unicode;
using MixPolicy.Diagnostics;

namespace MixPolicy.Sources;

/// <summary>One JSON object a line. Lines end at LF only; one CR before it is dropped; blank lines are counted but hold no record.</summary>
internal sealed class JsonlReader(SourceStream stream, IReadOnlyList<string> paths) : IRecordReader
{
    private const int BatchRecords = 1024;
    private const int BatchBytes = 4 << 20;
    private readonly ByteWindow _window = new(stream);
    private readonly JsonFields _fields = new(paths);
    private long _row;
    private bool _begun;

    /// <inheritdoc/>
    public IReadOnlyList<string> MissingColumns => [];

    /// <inheritdoc/>
    public long BytesRead => _window.BytesRead;

    /// <inheritdoc/>
    public bool Read(RecordBatch batch, CancellationToken cancellation)
    {
        batch.Clear();
        cancellation.ThrowIfCancellationRequested();
        while (batch.Count < BatchRecords && batch.Raw.ByteCount < BatchBytes && _window.TryReadLine(out var line))
        {
            var row = _row++;
            if (!line.ContainsAnyExcept((byte)' ', (byte)'\t', (byte)'\r')) continue;
            if (!_begun) Begin(line, row);
            var fault = Utf8.IsValid(line) ? _fields.Parse(line) : $"not valid UTF-8 at byte {Utf8Faults.FirstInvalid(line) + 1}";
            if (fault is not null)
            {
                batch.AddBad(row, fault, line);
                continue;
            }

            _fields.AddTo(batch, line);
            batch.Raw.Add(ValueKind.Text, line);
            batch.EndRecord(row);
        }

        return batch.Count > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();

    private void Begin(ReadOnlySpan<byte> line, long row)
    {
        _begun = true;
        if (!line.TrimStart(" \t"u8).StartsWith("["u8)) return;
        throw new SourceFileException(
            Codes.FileUnreadable,
            "The file is a JSON array, not one JSON object a line.",
            "Convert it: jq -c '.[]' FILE > FILE.jsonl")
        {
            Line = row + 1,
        };
    }
}
