using System.Buffers.Text;
using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;

namespace MixPolicy.Sources;

/// <summary>
/// RFC 4180 over bytes: a header line, commas, fields quoted with doubled quotes inside, records that may span lines. Empty lines are counted
/// but hold no record. Not thread-safe.
/// </summary>
internal sealed class CsvReader : IRecordReader
{
    private const int BatchRecords = 1024;
    private const int BatchBytes = 4 << 20;
    private readonly ByteWindow _window;
    private readonly CsvRecord _record = new();
    private readonly int[] _fieldOf;
    private readonly int _width;
    private byte[] _unquoted = new byte[4096];
    private long _line;

    /// <summary>Reads the header and finds the mapped columns; a path is a header's name, dots and all.</summary>
    /// <exception cref="SourceFileException">The header is not one.</exception>
    public CsvReader(SourceStream stream, IReadOnlyList<string> paths)
    {
        _window = new ByteWindow(stream);
        var names = TryNext(out var text, out _) ? Header(text) : null;
        _width = names?.Count ?? 0;
        _fieldOf = [.. paths.Select(p => names?.IndexOf(p) ?? -1)];
        MissingColumns = names is null ? [] : [.. paths.Where(p => !names.Contains(p))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> MissingColumns { get; }

    /// <inheritdoc/>
    public long BytesRead => _window.BytesRead;

    /// <inheritdoc/>
    public bool Read(RecordBatch batch, CancellationToken cancellation)
    {
        batch.Clear();
        cancellation.ThrowIfCancellationRequested();
        while (batch.Count < BatchRecords && batch.Raw.ByteCount < BatchBytes && TryNext(out var text, out var row))
        {
            if (Fault(text) is { } fault)
            {
                batch.AddBad(row, fault, text);
                continue;
            }

            for (var i = 0; i < _fieldOf.Length; i++)
            {
                if (_fieldOf[i] < 0) batch.Columns[i].AddMissing();
                else AddCell(batch.Columns[i], text, _record.Fields[_fieldOf[i]]);
            }

            batch.Raw.Add(ValueKind.Text, text);
            batch.EndRecord(row);
        }

        return batch.Count > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();

    private bool TryNext(out ReadOnlySpan<byte> text, out long row)
    {
        while (_record.TryRead(_window, out text))
        {
            row = _line;
            _line += 1 + text.Count((byte)'\n');
            if (!text.IsEmpty) return true;
        }

        row = 0;
        return false;
    }

    private string? Fault(ReadOnlySpan<byte> text) =>
        !Utf8Check.IsValid(text) ? $"not valid UTF-8 at byte {Utf8Faults.FirstInvalid(text) + 1}"
        : _record.Fault
        ?? (_record.Fields.Count == _width ? null : $"{_record.Fields.Count} {(_record.Fields.Count == 1 ? "field" : "fields")} where the header has {_width}");

    private List<string> Header(ReadOnlySpan<byte> text)
    {
        var fault = Utf8Check.IsValid(text) ? _record.Fault : "not valid UTF-8";
        var names = new List<string>();
        if (fault is null)
        {
            foreach (var field in _record.Fields) names.Add(Encoding.UTF8.GetString(Content(text, field)));
            var twice = names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
            if (twice is null) return names;
            fault = $"two columns are named '{twice.Key}'";
        }

        throw new SourceFileException(
            Codes.FileUnreadable, $"The first line is no CSV header: {fault}.", "Name each column once, separated by commas.")
        {
            Line = 1,
        };
    }

    private void AddCell(ValueColumn column, ReadOnlySpan<byte> text, CsvField field)
    {
        var content = Content(text, field);
        if (content.IsEmpty && !field.Quoted) column.AddMissing();
        else if (Utf8Parser.TryParse(content, out long number, out int used) && used == content.Length) column.AddInteger(number, content);
        else column.Add(ValueKind.Text, content);
    }

    private ReadOnlySpan<byte> Content(ReadOnlySpan<byte> text, CsvField field)
    {
        var content = text.Slice(field.Start, field.Length);
        if (!field.HasQuotes) return content;
        if (_unquoted.Length < content.Length) _unquoted = new byte[content.Length];
        var length = 0;
        while (content.IndexOf((byte)'"') is var at and >= 0)
        {
            content[..(at + 1)].CopyTo(_unquoted.AsSpan(length));
            length += at + 1;
            content = content[(at + 2)..];
        }

        content.CopyTo(_unquoted.AsSpan(length));
        return _unquoted.AsSpan(0, length + content.Length);
    }
}
