using System.IO.Hashing;
using System.Numerics;
using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>
/// Counts a finished manifest from its rows alone, in exact integers: what the judge goes by. Works as well on a manifest that some other tool
/// made, as long as it has the columns. Memory is bounded by classes of records, never by rows.
/// </summary>
internal sealed class ManifestRecount : IDisposable
{
    private static readonly string[] Needed = ["source", "id", "origin", "repetitions", "digest"];
    private static readonly string[] Optional = ["depth", "collected_at"];

    private readonly Policy _policy;
    private readonly RecordSchema _schema;
    private readonly string _name;
    private readonly string[] _paths;
    private readonly ManifestValues _values;
    private readonly Dictionary<string, ClassTable> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ClassCount>> _counts = new(StringComparer.Ordinal);
    private readonly RadixPartitions<Seen> _seen;
    private readonly RadixPartitions<UInt128> _identities;
    private readonly RadixPartitions<Seen>.Writer _seenWriter;
    private readonly RadixPartitions<UInt128>.Writer _identityWriter;
    private long _rows;
    private long _largest;
    private byte[] _lastSourceText = [];
    private string _lastSource = "";
    private readonly XxHash128 _identity = new();

    private ManifestRecount(Policy policy, RecordSchema schema, string name, string workFolder)
    {
        (_policy, _schema, _name) = (policy, schema, name);
        _paths = [.. Needed, .. UnitColumn is { } unit ? new[] { unit } : [], .. Optional, .. schema.Columns];
        var firstColumn = _paths.Length - schema.Columns.Count;
        _values = new ManifestValues(
            schema, [.. schema.Columns.Select((_, i) => firstColumn + i)], At("origin"), At("depth"), At("collected_at"));
        _seen = new RadixPartitions<Seen>(Path.Combine(workFolder, "seen"));
        _identities = new RadixPartitions<UInt128>(Path.Combine(workFolder, "identities"));
        (_seenWriter, _identityWriter) = (_seen.Open(), _identities.Open());
    }

    private string? UnitColumn => _policy.Mix.Unit == MixUnit.Records ? null : _policy.Mix.Unit.Word();

    /// <summary>Counts the manifest; null when it cannot be judged (then reported at its name).</summary>
    /// <param name="policy">The policy that it is judged under.</param>
    /// <param name="schema">What the policy's rules look at.</param>
    /// <param name="fullPath">The Parquet file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="largestOfPool">The pool's largest record in the unit; 0 when unknown.</param>
    /// <param name="workFolder">Folder for scratch files.</param>
    /// <param name="diagnostics">Gets findings.</param>
    /// <param name="cancellation">Ends the count.</param>
    public static Evidence? Run(
        Policy policy, RecordSchema schema, string fullPath, string name, long largestOfPool, string workFolder, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        using var recount = new ManifestRecount(policy, schema, name, workFolder);
        try
        {
            return recount.Count(fullPath, largestOfPool, cancellation);
        }
        catch (SourceFileException e)
        {
            // A plan that was found impossible may leave nothing to count: that finding stands, and this is only what follows from it.
            if (e.Code == Codes.NothingSelected && largestOfPool > 0 && diagnostics.HasViolations) return null;
            var code = e.Code == Codes.NothingSelected ? e.Code : Codes.ManifestUnreadable;
            var place = e.Code == Codes.NothingSelected ? policy.Mix.Budget.Place : new Place(name);
            diagnostics.Error(code, place, e.Message, e.Remedy is null ? [] : [e.Remedy]);
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _seen.Dispose();
        _identities.Dispose();
    }

    private int At(string path) => Array.IndexOf(_paths, path);

    private Evidence Count(string fullPath, long largestOfPool, CancellationToken cancellation)
    {
        var file = new SourceFile(0, _name, fullPath, FileFormat.Parquet, FileCompression.None);
        using var reader = RecordReaders.Open(file, _paths);
        var missing = reader.MissingColumns.Except(Optional).Except(_schema.Columns).ToList();
        if (missing.Count > 0)
        {
            throw new SourceFileException(
                Codes.ManifestUnreadable, $"the manifest lacks the columns {string.Join(", ", missing)}", "see the manifest's columns in the policy language");
        }

        var batch = new RecordBatch(_paths);
        while (reader.Read(batch, cancellation))
        {
            for (var row = 0; row < batch.Count; row++) Add(batch, row);
        }

        if (_rows == 0) throw new SourceFileException(Codes.NothingSelected, "the mix holds no records", "raise mix.budget, or loosen what leaves every record out");
        CheckIdentities();
        var classes = _tables.OrderBy(t => t.Key, StringComparer.Ordinal).SelectMany(t => t.Value.Classes.Select((c, i) => _counts[t.Key][i].Total(c)));
        var evidence = new Evidence(_policy.Mix.Unit, _schema, [.. classes], Repetitions(), _rows, Math.Max(_largest, largestOfPool));
        return evidence.Total > 0 ? evidence : throw new SourceFileException(
            Codes.NothingSelected, $"the mix holds {_rows} records but 0 {evidence.UnitWord}: there is nothing to take a share of", "check how tokens are counted");
    }

    private void Add(RecordBatch batch, int row)
    {
        var fault = batch.Fault(row);
        var amount = 1L;
        if (fault is null && UnitColumn is { } unit) fault = Whole(batch, row, unit, least: 0, out amount);
        var repetitions = 0L;
        fault ??= Whole(batch, row, "repetitions", least: 1, out repetitions);
        var digest = batch.Columns[At("digest")].Utf8(row);
        if (fault is null && digest.Length != Digest256.Size) fault = "digest is not 32 bytes";
        fault ??= Named(batch, row, "source") ?? Named(batch, row, "id");
        if (fault is not null)
        {
            throw new SourceFileException(
                Codes.ManifestUnreadable, $"{RowPlace.Words(batch.RowGroup, batch.Row(row))} of the manifest: {fault}");
        }

        _values.Turn(batch, row);
        var sourceText = batch.Columns[At("source")].Utf8(row);
        if (!sourceText.SequenceEqual(_lastSourceText)) (_lastSourceText, _lastSource) = (sourceText.ToArray(), Encoding.UTF8.GetString(sourceText));
        var source = _lastSource;
        if (!_tables.TryGetValue(source, out var table))
        {
            _tables[source] = table = new ClassTable(source, _schema);
            _counts[source] = [];
        }

        var number = table.Number(_values.Origin, _values.Depth, _values.Fresh, _values);
        var counts = _counts[source];
        if (number == counts.Count) counts.Add(new ClassCount());
        counts[number].Add(amount, repetitions);
        _largest = Math.Max(_largest, amount);
        _rows++;
        var sha256 = new Digest256(digest);
        _seenWriter.Add(sha256.Head, new Seen(sha256, repetitions, amount));
        _identity.Reset();
        _identity.Append(batch.Columns[At("source")].Utf8(row));
        _identity.Append([0]);
        _identity.Append(batch.Columns[At("id")].Utf8(row));
        var hash = _identity.GetCurrentHashAsUInt128();
        _identityWriter.Add((ulong)(hash >> 64), hash);
    }

    private string? Whole(RecordBatch batch, int row, string path, long least, out long value)
    {
        var cell = batch.Columns[At(path)];
        value = cell.Kind(row) == ValueKind.Integer ? cell.Number(row) : -1;
        return value >= least && value <= int.MaxValue * 1000L ? null : $"{path} is not a whole number from {least}";
    }

    /// <summary>Who a record is must be said: limits by source and counts of distinct records rest on it.</summary>
    private string? Named(RecordBatch batch, int row, string path)
    {
        var cell = batch.Columns[At(path)];
        return cell.Kind(row) == ValueKind.Text && !cell.Utf8(row).IsEmpty ? null : $"{path} is not a text that names something";
    }

    /// <summary>A record stands in one row, with its repetitions: else counts of distinct records would be wrong.</summary>
    private void CheckIdentities()
    {
        UInt128[] room = [];
        for (var partition = 0; partition < RadixPartitions<UInt128>.Count; partition++)
        {
            var sorted = _identities.Load(partition, ref room);
            sorted.Sort();
            for (var i = 1; i < sorted.Length; i++)
            {
                if (sorted[i] == sorted[i - 1])
                {
                    throw new SourceFileException(
                        Codes.ManifestUnreadable, "a record (source and id) stands in two rows", "write one row a record and count it in repetitions");
                }
            }
        }
    }

    private RepetitionCounts Repetitions()
    {
        var byTimes = new SortedDictionary<long, (long Texts, Int128 Amount)>();
        Seen[] room = [];
        for (var partition = 0; partition < RadixPartitions<Seen>.Count; partition++)
        {
            var sorted = _seen.Load(partition, ref room);
            sorted.Sort();
            for (var start = 0; start < sorted.Length;)
            {
                var (end, times, amount) = (start, 0L, (Int128)0);
                for (; end < sorted.Length && sorted[end].Digest.Equals(sorted[start].Digest); end++)
                {
                    times += sorted[end].Repetitions;
                    amount += (Int128)sorted[end].Amount * sorted[end].Repetitions;
                }

                var (texts, sum) = byTimes.GetValueOrDefault(times);
                byTimes[times] = (texts + 1, sum + amount);
                start = end;
            }
        }

        return new RepetitionCounts([.. byTimes.Select(t => new TimesSeen(t.Key, t.Value.Texts, (BigInteger)t.Value.Amount))]);
    }

    private readonly record struct Seen(Digest256 Digest, long Repetitions, long Amount) : IComparable<Seen>
    {
        public int CompareTo(Seen other) => Digest.CompareTo(other.Digest);
    }

    private sealed class ClassCount
    {
        private long _records;
        private Int128 _amount;
        private Int128 _once;
        private int _most;

        public void Add(long amount, long repetitions)
        {
            _records++;
            _amount += (Int128)amount * repetitions;
            _once += amount;
            _most = Math.Max(_most, (int)Math.Min(int.MaxValue, repetitions));
        }

        public ClassTotal Total(RecordClass record) => new(record, _records, (BigInteger)_amount, (BigInteger)_once, _most);
    }
}
