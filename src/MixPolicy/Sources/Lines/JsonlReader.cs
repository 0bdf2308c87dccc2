using MixPolicy.Diagnostics;
using MixPolicy.Hashing;

namespace MixPolicy.Sources.Lines;

/// <summary>
/// One JSON object a line. Lines end at LF only; one CR before it is dropped; blank lines are counted but hold no record. Cells lie in the window's
/// buffer, as read or, unescaped, behind the lines.
/// </summary>
internal sealed unsafe class JsonlReader : IRecordReader
{
    private const int BatchRecords = 1024;
    private readonly LineWindow _window;
    private readonly JsonScanner _scanner;
    private readonly JsonFields _fields;
    private long _row;
    private bool _begun;

    /// <summary>Reads a file's part.</summary>
    /// <param name="stream">The part's bytes, which it owns.</param>
    /// <param name="part">The part: rows are counted from its first line, and only the file's first can show that the file is of another kind.</param>
    /// <param name="paths">Dotted paths into a record.</param>
    public JsonlReader(SourceStream stream, FilePart part, IReadOnlyList<string> paths)
    {
        _window = new LineWindow(stream, passMark: part.From == 0);
        (_scanner, _fields) = (new JsonScanner(paths), new JsonFields(paths));
        (_row, _begun) = (part.FirstLine, part.From > 0);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> MissingColumns => [];

    /// <inheritdoc/>
    public long BytesRead => _window.BytesRead;

    /// <inheritdoc/>
    public bool Read(RecordBatch batch, CancellationToken cancellation)
    {
        batch.Clear();
        do
        {
            cancellation.ThrowIfCancellationRequested();
            if (!_window.Fill()) return false;
            Take(batch);
        }
        while (batch.Count == 0);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();

    private void Take(RecordBatch batch)
    {
        batch.Raw.Share(_window.Bytes);
        foreach (var column in batch.Columns) column.Share(_window.Bytes);
        fixed (byte* buffer = _window.Bytes)
        {
            _scanner.Begin(buffer, _window.Free);
            while (_window.Start < _window.End && batch.Count < BatchRecords)
            {
                var start = _window.Start;
                var end = _window.IsUtf8 ? _scanner.Scan(buffer + start) : null;
                var length = (int)(end - buffer) - start;
                if (end == null) length = TakeClosely(batch, buffer + start, start);
                else Add(batch, start, length);
                _window.Start = start + length + 1;
                _row++;
            }
        }
    }

    /// <summary>Takes a line that may be anything; its length.</summary>
    private int TakeClosely(RecordBatch batch, byte* from, int start)
    {
        var length = new ReadOnlySpan<byte>(from, _window.End - start).IndexOf((byte)'\n');
        var line = ByteWindow.WithoutReturn(new ReadOnlySpan<byte>(from, length));
        if (!line.ContainsAnyExcept((byte)' ', (byte)'\t', (byte)'\r')) return length;
        if (!_begun) Begin(line);
        var isUtf8 = _window.IsUtf8 || Utf8Check.IsValid(line);
        if (isUtf8 && !_window.IsUtf8 && _scanner.Scan(from) != null)
        {
            Add(batch, start, length);
            return length;
        }

        var fault = isUtf8 ? _fields.Parse(line) : $"not valid UTF-8 at byte {Utf8Faults.FirstInvalid(line) + 1}";
        batch.Raw.AddShared(ValueKind.Text, start, line.Length);
        if (fault is not null)
        {
            batch.AddBad(_row, fault, line);
            return length;
        }

        _fields.AddTo(batch, line);
        batch.EndRecord(_row);
        return length;
    }

    /// <summary>Adds the record that the scanner has just read.</summary>
    private void Add(RecordBatch batch, int start, int length)
    {
        _begun = true;
        if (length > 0 && _window.Bytes[start + length - 1] == '\r') length--;
        _scanner.AddTo(batch);
        batch.Raw.AddShared(ValueKind.Text, start, length);
        batch.EndRecord(_row);
    }

    private void Begin(ReadOnlySpan<byte> line)
    {
        _begun = true;
        if (!line.TrimStart(" \t"u8).StartsWith("["u8)) return;
        throw new SourceFileException(
            Codes.FileUnreadable,
            "The file is a JSON array, not one JSON object a line.",
            "Convert it: jq -c '.[]' FILE > FILE.jsonl")
        {
            Line = _row + 1,
        };
    }
}
