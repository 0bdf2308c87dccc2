using System.IO.Hashing;
using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>Counts rows of a manifest, batch by batch. One worker an instance.</summary>
internal sealed class RowCounter
{
    private const long Bad = -1;

    /// <summary>
    /// Rows that are gathered before they go to their partitions. An item that is copied right after it was put together waits until the stores
    /// before it are done, of which those into partitions miss the caches: measured at a fifth of the recount.
    /// </summary>
    private const int Gathered = 256;
    private readonly RadixPartitions<SeenText>.Writer _texts;
    private readonly RadixPartitions<RowIdentity>.Writer _identities;
    private readonly SampleCount? _sample;
    private readonly RowClasses _classes;
    private readonly WordRows? _words;
    private readonly NearRecount _near;
    private readonly RadixPartitions<SeenNear>.Writer? _nearRows;
    private readonly string? _unit;
    private readonly RowNumbers? _amounts;
    private readonly RowNumbers _repetitions;
    private readonly RowNumbers _sources;
    private readonly int _id;
    private readonly int _digest;
    private readonly SourceNumbers _numbers;
    private readonly TextNumbers _sourceNumbers = new();
    private readonly List<(string Name, int Number, byte[] Prefix)> _named = [];
    private readonly SeenText[] _seen = new SeenText[Gathered];
    private readonly RowIdentity[] _whos = new RowIdentity[Gathered];
    private byte[] _who = [];
    private int _whoSource = -1;

    /// <summary>A counter that leaves texts and identities to be grouped.</summary>
    public RowCounter(
        RecountLayout layout,
        SourceNumbers numbers,
        RadixPartitions<SeenText> texts,
        RadixPartitions<RowIdentity> identities,
        SampleCount? sample,
        WordRows? words,
        NearRecount near,
        RowLeaves? leaves)
    {
        Leaves = leaves;
        (_near, _nearRows) = (near, near.Open());
        (_numbers, _sample, _words) = (numbers, sample, words);
        (_texts, _identities, _classes, _unit) = (texts.Open(), identities.Open(), new RowClasses(layout), layout.UnitColumn);
        _amounts = _unit is null ? null : new RowNumbers(layout.At(_unit), Whole);
        _repetitions = new RowNumbers(layout.At("repetitions"), Whole);
        _sources = new RowNumbers(layout.At("source"), Source);
        (_id, _digest) = (layout.At("id"), layout.At("digest"));
    }

    /// <summary>Rows counted.</summary>
    public long Rows { get; private set; }

    /// <summary>The largest amount of a row, seen once.</summary>
    public long Largest { get; private set; }

    /// <summary>The rows by class.</summary>
    public ClassCounts Classes => _classes.Counts;

    /// <summary>The rows as leaves of the manifest's tree; null when nobody asks for it.</summary>
    public RowLeaves? Leaves { get; }

    /// <summary>Counts a batch's rows.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="first">Number of the first of them in the file.</param>
    /// <exception cref="SourceFileException">A row cannot be counted, or there are more classes than are held.</exception>
    public void Count(RecordBatch batch, long first)
    {
        _classes.Turn(batch);
        _amounts?.Turn(batch);
        _repetitions.Turn(batch);
        _sources.Turn(batch);
        for (var row = 0; row < batch.Count; row += Gathered) Count(batch, row, Math.Min(batch.Count, row + Gathered));
        Leaves?.Add(batch, first); // once counted, every row is known to say what a leaf binds
        Rows += batch.Count;
    }

    private void Count(RecordBatch batch, int first, int end)
    {
        var (ids, digests) = (batch.Columns[_id], batch.Columns[_digest]);
        for (var row = first; row < end; row++)
        {
            var (amount, times, source) = (_amounts is null ? 1 : _amounts[row], _repetitions[row], (int)_sources[row]);
            var digest = digests.Utf8(row);
            if (amount < 0 || times < 1 || digest.Length != Digest256.Size || source < 0 || !IsName(ids, row))
            {
                throw new SourceFileException(
                    Codes.ManifestUnreadable, $"{RowPlace.Words(batch.RowGroup, batch.Row(row))} of the manifest: {Fault(amount, times, digest, source)}");
            }

            var (name, number, _) = _named[source];
            var kind = _classes.Of(row, source, name);
            kind.Add(amount, times);
            Largest = Math.Max(Largest, amount);
            if (_nearRows is not null) _near.Add(_nearRows, batch, row, amount, times);
            _words?.Count(batch, row, name, times);
            _seen[row - first] = new SeenText(new Digest256(digest), times, amount, number, _classes.IsHuman(row), kind.IsFresh);
            _sample?.Add(_seen[row - first].Digest, times);
            _whos[row - first] = Identity(source, ids.Utf8(row));
        }

        for (var i = 0; i < end - first; i++)
        {
            _texts.Add(_seen[i].Head, in _seen[i]);
            _identities.Add(_whos[i].Head, in _whos[i]);
        }
    }

    private static long Whole(ValueColumn cells, int row) =>
        cells.Kind(row) == ValueKind.Integer && cells.Number(row) is >= 0 and <= SeenText.MaxNumber and var value ? value : Bad;

    /// <summary>Who a record is must be said: limits by source and counts of distinct records rest on it.</summary>
    private static bool IsName(ValueColumn cells, int row) => cells.Kind(row) == ValueKind.Text && cells.ByteLength(row) > 0;

    private string Fault(long amount, long times, ReadOnlySpan<byte> digest, int source) =>
        amount < 0 ? $"{_unit} is not a whole number from 0"
        : times < 1 ? "repetitions is not a whole number from 1"
        : digest.Length != Digest256.Size ? "digest is not 32 bytes"
        : $"{(source < 0 ? "source" : "id")} is not a text that names something";

    private long Source(ValueColumn cells, int row)
    {
        if (!IsName(cells, row)) return Bad;
        var text = cells.Utf8(row);
        var number = _sourceNumbers.Of(text, out var isNew);
        if (!isNew) return number;
        var name = Encoding.UTF8.GetString(text);
        _named.Add((name, _numbers.Of(name), [.. text, 0]));
        return number;
    }

    private RowIdentity Identity(int source, ReadOnlySpan<byte> id)
    {
        var prefix = _named[source].Prefix;
        var length = prefix.Length + id.Length;
        if (_who.Length < length) Array.Resize(ref _who, 2 * length);
        if (source != _whoSource)
        {
            prefix.CopyTo(_who.AsSpan());
            _whoSource = source;
        }

        id.CopyTo(_who.AsSpan(prefix.Length));
        var hash = XxHash128.HashToUInt128(_who.AsSpan(0, length));
        return new RowIdentity((ulong)(hash >> 64), (ulong)hash);
    }
}
