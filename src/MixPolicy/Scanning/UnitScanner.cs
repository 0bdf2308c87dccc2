using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Policies;
using MixPolicy.Selection;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>Scans one file, or a part of one, front to back, into a unit of the record index. One worker an instance.</summary>
internal sealed class UnitScanner : IDisposable
{
    /// <summary>No real record has more tokens; a larger number is a fault, and sums of such would not fit 64 bits.</summary>
    private const long MaxTokens = 10_000_000_000;

    private readonly SourceFile _file;
    private readonly FilePart _part;
    private readonly SourceLayout _layout;
    private readonly RecordSchema _schema;
    private readonly DiagnosticBag _diagnostics;
    private readonly SelectionKey _keys;
    private readonly TokenCounter? _counter;
    private readonly Tally _tally = new();
    private readonly BatchValues _values;
    private readonly BatchDigests _digests = new();
    private readonly ClassTable _classes;
    private readonly ClassMemo _classMemo;
    private readonly UnitWriter _writer;
    private readonly QuarantineWriter _quarantine;
    private readonly ITextGatherer[] _gatherers;
    private readonly string _unitPath;
    private readonly byte[] _impliedId = new byte[ImpliedId.MaxBytes];
    private readonly bool[] _seen;
    private int[] _admitted = [];
    private long[] _tokens = [];
    private long _emptyTexts;

    /// <summary>Prepares a scan that leaves files whose names begin with a path.</summary>
    public UnitScanner(SourceFile file, FilePart part, Policy policy, RecordSchema schema, TokenCounter? counter, string unitPath, DiagnosticBag diagnostics)
    {
        var source = policy.Sources[file.Source];
        (_file, _part, _schema, _counter, _diagnostics, _unitPath) = (file, part, schema, counter, diagnostics, unitPath);
        _layout = new SourceLayout(source, schema);
        _seen = new bool[_layout.Paths.Count];
        _keys = new SelectionKey(source.Name, policy.Seed);
        _values = new BatchValues(_layout, schema, _tally);
        _classes = new ClassTable(source.Name, schema);
        _classMemo = new ClassMemo(_classes, _layout, schema);
        _writer = new UnitWriter(unitPath + ".index", unitPath + ".heap");
        _quarantine = new QuarantineWriter(unitPath + ".quarantine", source.Name, file, _layout.Paths);
        _gatherers = [.. schema.Gatherings.Select(g => g.Open($"{unitPath}.{g.Kind}"))];
    }

    /// <summary>Reads the unit; null when it could not be read whole (then reported).</summary>
    /// <param name="ahead">Whether a core is idle that may decompress ahead.</param>
    /// <param name="advanced">Told the bytes that each batch took.</param>
    /// <param name="cancellation">Checked before each batch.</param>
    public UnitResult? Scan(bool ahead, Action<long> advanced, CancellationToken cancellation)
    {
        try
        {
            if (!ReadAll(ahead, advanced, cancellation)) return null;
            _writer.Complete();
            return new UnitResult(
                _file, _part, _writer.Records, _quarantine.Count, _emptyTexts, _tally.Counts, [.. _layout.Paths.Where((_, i) => !_seen[i])], _classes.Classes,
                _unitPath + ".index", _writer.IndexHash, _unitPath + ".heap", _writer.HeapHash,
                [.. _schema.Gatherings.Select((g, i) => new UnitFile(g.Kind, $"{_unitPath}.{g.Kind}", _gatherers[i].Complete()))], _quarantine.Path);
        }
        catch (Exception e) when (FileFaults.Report(e, _file, _diagnostics))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _quarantine.Dispose();
        foreach (var gatherer in _gatherers) gatherer.Dispose();
    }

    /// <summary>A source's own mapping, and text, id and tokens always, must be in the file's schema; a default may be lacking.</summary>
    private bool HasColumns(IReadOnlyList<string> missing)
    {
        foreach (var path in missing.Distinct(StringComparer.Ordinal))
        {
            // All parts of a file lack the same: the first one says so.
            if (_part.From > 0 || _layout.DemandOf(path) is not { } mapped) continue;
            _diagnostics.Error(
                Codes.ColumnMissing, new Place(_file.Name), $"the file has no column '{path}', which source '{_layout.Source.Name}' maps to {mapped}",
                $"map {mapped} to a column that the file has", "leave the file out of paths");
        }

        return !missing.Any(path => _layout.DemandOf(path) is not null);
    }

    private bool ReadAll(bool ahead, Action<long> advanced, CancellationToken cancellation)
    {
        using var reader = RecordReaders.Open(_file, _part, _layout.Paths, ahead);
        if (!HasColumns(reader.MissingColumns)) return false;
        var batch = new RecordBatch(_layout.Paths);
        long read = 0;
        while (reader.Read(batch, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!Scan(batch)) return false;
            for (var c = 0; c < _seen.Length; c++) _seen[c] = _seen[c] || batch.Columns[c].HasAny;
            advanced(reader.BytesRead - read);
            read = reader.BytesRead;
        }

        return true;
    }

    /// <summary>Takes a batch column by column; false when a bad record ends the run.</summary>
    private bool Scan(RecordBatch batch)
    {
        if (_admitted.Length < batch.Count) (_admitted, _tokens) = (new int[batch.Count], new long[batch.Count]);
        var count = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var fault = batch.Fault(i) ?? BadText(batch, i) ?? BadId(batch, i) ?? BadTokens(batch, i, out _tokens[count]);
            if (fault is null) _admitted[count++] = i;
            else if (!SetAside(batch, i, fault)) return false;
        }

        var admitted = _admitted.AsSpan(0, count);
        var digests = _digests.Compute(batch.Columns[_layout.Text], admitted);
        _values.Turn(batch, admitted);
        _classMemo.Turn(batch);
        for (var i = 0; i < count; i++) Admit(batch, admitted[i], _tokens[i], in digests[i]);
        return true;
    }

    /// <summary>Adds a record to the index.</summary>
    private void Admit(RecordBatch batch, int record, long tokens, in Digest256 digest)
    {
        _values.Turn(record);
        var bytes = batch.Columns[_layout.Text].ByteLength(record);
        if (bytes == 0) _emptyTexts++;
        foreach (var gatherer in _gatherers) gatherer.Add(batch.Columns[_layout.Text].Utf8(record), in digest, _values.Origin);
        var id = _layout.Id >= 0 ? batch.Columns[_layout.Id].Utf8(record) : ImpliedId.Write(digest, 1, _impliedId);
        _writer.Begin();
        for (var i = 0; i < _schema.Columns.Count; i++)
        {
            var value = _values.Column(i, out var present);
            _writer.AddString(value, present);
        }

        var said = Said(_writer.RecordStrings, tokens);
        if (_layout.Id >= 0) _writer.AddString(id, present: true);
        _writer.End(new IndexEntry(
            _keys.Of(id), digest, said, tokens, _values.CollectedAt ?? IndexEntry.NoDate, batch.Row(record), 0, bytes,
            _classMemo.Number(_values, record), batch.RowGroup, 0));
    }

    /// <summary>All that the record says beside its text and id, hashed.</summary>
    private ulong Said(ReadOnlySpan<byte> strings, long tokens)
    {
        Span<byte> numbers = stackalloc byte[21];
        numbers[0] = (byte)_values.Origin;
        BinaryPrimitives.WriteInt32LittleEndian(numbers[1..], _values.Depth ?? -1);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[5..], _values.CollectedAt ?? IndexEntry.NoDate);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[13..], tokens);
        return XxHash3.HashToUInt64(strings, unchecked((long)XxHash3.HashToUInt64(numbers)));
    }

    private string? BadText(RecordBatch batch, int record) => batch.Columns[_layout.Text].Kind(record) switch
    {
        ValueKind.Text => null,
        ValueKind.Integer or ValueKind.Scalar when _file.Format == FileFormat.Csv => null,
        ValueKind.Missing => $"the text ('{_layout.Paths[_layout.Text]}') is missing",
        ValueKind.InvalidUtf8 => $"the text ('{_layout.Paths[_layout.Text]}') is not valid UTF-8",
        ValueKind.Nested => $"the text ('{_layout.Paths[_layout.Text]}') is an object or a list, not text",
        _ => $"the text ('{_layout.Paths[_layout.Text]}') is a number, a date or a truth value, not text",
    };

    private string? BadId(RecordBatch batch, int record)
    {
        if (_layout.Id < 0) return null;
        var column = batch.Columns[_layout.Id];
        var name = _layout.Paths[_layout.Id];
        return column.Kind(record) switch
        {
            ValueKind.Missing => $"the id ('{name}') is missing",
            ValueKind.InvalidUtf8 => $"the id ('{name}') is not valid UTF-8",
            ValueKind.Nested or ValueKind.Instant => $"the id ('{name}') is neither text nor a number",
            _ => column.Utf8(record).IsEmpty ? $"the id ('{name}') is empty" : null,
        };
    }

    private string? BadTokens(RecordBatch batch, int record, out long tokens)
    {
        tokens = 0;
        if (_layout.Tokens < 0)
        {
            if (_counter is not null) tokens = _counter.Count(batch.Columns[_layout.Text].Utf8(record));
            return tokens > MaxTokens ? $"the text counts {tokens} tokens; at most {MaxTokens} are taken for true" : null;
        }

        var column = batch.Columns[_layout.Tokens];
        var name = _layout.Paths[_layout.Tokens];
        if (column.Kind(record) == ValueKind.Missing) return $"the tokens ('{name}') are missing";
        if (!WholeNumber.TryRead(column, record, out tokens)) return $"the tokens ('{name}') are not a whole number";
        return tokens is >= 0 and <= MaxTokens
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"the tokens ('{name}') are {tokens}; they must be from 0 to {MaxTokens}");
    }

    private bool SetAside(RecordBatch batch, int record, string fault)
    {
        if (_layout.Source.OnBadRecord == OnBadRecord.Quarantine)
        {
            _quarantine.Add(batch, record, fault);
            return true;
        }

        _diagnostics.Error(
            Codes.BadRecord, RowPlace.Of(_file, batch.RowGroup, batch.Row(record)), $"{RowPlace.Words(batch.RowGroup, batch.Row(record))}: {fault}",
            "mend the record", $"set on_bad_record: quarantine (and max_bad_fraction) for source '{_layout.Source.Name}' to set such records aside");
        return false;
    }
}
