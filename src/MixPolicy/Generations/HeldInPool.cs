using System.Text;
using MixPolicy.Manifests;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Selection;

namespace MixPolicy.Generations;

/// <summary>
/// The records of the pool, by the selection keys of their ids: 64 bits, so that a replacement may in principle be told from a loss wrongly; that the
/// text is gone is not in doubt. Thread-safe.
/// </summary>
internal sealed class HeldInPool : IHeldRecords, IDisposable
{
    private readonly Policy _policy;
    private readonly RecordIndex _index;
    private readonly bool[][]? _refused;
    private readonly Dictionary<string, SelectionKey> _keys;
    private readonly RadixPartitions<KeyedRecord> _records;

    /// <summary>Divides the records of sources whose ids are mapped; an implied id is its text's digest, and cannot get another text.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="index">The pool.</param>
    /// <param name="refused">By unit and class: what no mix may hold, and so is not held; null for nothing.</param>
    /// <param name="threads">Workers, at least 1; changes nothing.</param>
    /// <param name="cancellation">Ends the run.</param>
    public HeldInPool(Policy policy, RecordIndex index, bool[][]? refused, int threads, CancellationToken cancellation)
    {
        (_policy, _index, _refused) = (policy, index, refused);
        _keys = policy.Sources.Where(s => s.Columns.ContainsKey("id")).ToDictionary(s => s.Name, s => new SelectionKey(s.Name, policy.Seed), StringComparer.Ordinal);
        _records = new RadixPartitions<KeyedRecord>(Path.Combine(index.WorkFolder, "pool-keys"));
        index.ForEachUnit(threads, _records.Open, (unit, writer) => Divide(unit, writer, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public RowIdentity? Identity(ReadOnlySpan<byte> source, ReadOnlySpan<byte> id) =>
        _keys.TryGetValue(Encoding.UTF8.GetString(source), out var keys) ? new RowIdentity(keys.Of(id), 0) : null;

    /// <inheritdoc/>
    public Span<RowIdentity> Load(int partition, ref RowIdentity[] room)
    {
        KeyedRecord[] records = [];
        var loaded = _records.Load(partition, ref records);
        if (room.Length < loaded.Length) room = new RowIdentity[loaded.Length];
        for (var i = 0; i < loaded.Length; i++) room[i] = new RowIdentity(loaded[i].Key, 0);
        var held = room.AsSpan(0, loaded.Length);
        held.Sort();
        return held;
    }

    /// <inheritdoc/>
    public IReadOnlyList<HeldRecord?> Find(IReadOnlyList<MissingRecord> records)
    {
        using var lookup = new RecordLookup(_index);
        return [.. records.Select(record => Find(record, lookup))];
    }

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();

    private void Divide(int unit, RadixPartitions<KeyedRecord>.Writer writer, CancellationToken cancellation)
    {
        if (!_keys.ContainsKey(_policy.Sources[_index.Units[unit].File.Source].Name)) return;
        using var reader = new UnitReader(_index, unit);
        while (reader.Next(_refused is null ? IndexBlock.Columns.Keys : IndexBlock.Columns.Plan))
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < reader.Block.Count; i++)
            {
                var key = reader.Block.Keys[i];
                if (reader.Occurrences[i] > 0 && (_refused is null || !_refused[unit][reader.Block.Classes[i]])) writer.Add(key, new KeyedRecord(key, reader.UnitStart + reader.BlockStart + i));
            }
        }
    }

    private HeldRecord? Find(MissingRecord missing, RecordLookup lookup)
    {
        var id = Encoding.UTF8.GetBytes(missing.Id);
        var key = _keys[missing.Source].Of(id);
        KeyedRecord[] room = [];
        foreach (var record in _records.Load((int)(key >> (64 - RadixPartitions<KeyedRecord>.Bits)), ref room))
        {
            if (record.Key != key || !lookup.Id(record.Number).AsSpan().SequenceEqual(id)) continue;
            var (unit, rowGroup, row) = lookup.Place(record.Number);
            return new HeldRecord(lookup.Digest(record.Number), _index.Units[unit].File.Name, rowGroup, row);
        }

        return null;
    }
}
