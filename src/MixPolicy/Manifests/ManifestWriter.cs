using System.Globalization;
using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Selection;

namespace MixPolicy.Manifests;

/// <summary>
/// Walks the pool once more and writes a row for each record taken: by source, file, row group and row. One row group is filled while the one
/// before it is encoded.
/// </summary>
internal sealed class ManifestWriter : IDisposable
{
    private const int RowsPerGroup = 32_768;
    private readonly Policy _policy;
    private readonly Inventory _inventory;
    private readonly FlatParquetWriter _writer;
    private readonly IReadOnlyList<ManifestColumn> _columns;
    private readonly LabelSet _sources;
    private readonly LabelSet _files;
    private readonly LabelSet _origins = new(Origins.Words);
    private readonly LabelSet _strata;
    private readonly int _texts;
    private readonly int _rows;
    private readonly byte[] _id = new byte[ImpliedId.MaxBytes];
    private readonly byte[] _digest = new byte[Digest256.Size];
    private ColumnBuffer[] _buffers;
    private ColumnBuffer[]? _spare;
    private RecordClass[] _classes = [];
    private int _source;
    private int _file;
    private bool _hasTokens;
    private bool _hasId;

    private ManifestWriter(Policy policy, Inventory inventory, MixSelection selection, Stream output, int threads)
    {
        (_policy, _inventory) = (policy, inventory);
        _rows = (int)Math.Min(RowsPerGroup, selection.Cuts.Sum(c => c.Records));
        _columns = ManifestLayout.Of(inventory.Schema);
        _texts = inventory.Schema.Columns.Count - 1; // generator is a common column
        _sources = new LabelSet(policy.Sources.Select(s => s.Name));
        _files = new LabelSet(inventory.Index.Units.Select(u => u.File.Name));
        _strata = new LabelSet(inventory.Strata.Select(s => s.Name));
        _writer = new FlatParquetWriter(output, _columns, threads);
        _buffers = Buffers();
    }

    /// <summary>Writes the manifest; returns its rows.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="policyDigest">See <see cref="Policy.Digest"/>.</param>
    /// <param name="inventory">The pool.</param>
    /// <param name="ledger">The pool's ledger.</param>
    /// <param name="selection">Who is taken.</param>
    /// <param name="output">Where to; written by the caller's thread alone.</param>
    /// <param name="threads">Threads to encode on, at least 1; changes no byte.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public static long Write(
        Policy policy, string policyDigest, Inventory inventory, LedgerFile ledger, MixSelection selection, Stream output, int threads, CancellationToken cancellation)
    {
        using var manifest = new ManifestWriter(policy, inventory, selection, output, threads);
        StratumCut[] cuts = [.. selection.Cuts];
        long rows = 0;
        for (var unit = 0; unit < inventory.Index.Units.Count; unit++)
        {
            if (inventory.Index.Units[unit].Records > 0) rows += manifest.AddUnit(unit, cuts, cancellation);
        }

        if (manifest._buffers[0].Count > 0) manifest._writer.BeginRowGroup(manifest._buffers);
        manifest._writer.Finish(Metadata(policy, policyDigest, ledger));
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private static KeyValuePair<string, string>[] Metadata(Policy policy, string policyDigest, LedgerFile ledger) =>
    [
        new("mixpolicy.policy", policy.Name),
        new("mixpolicy.policy_sha256", policyDigest),
        new("mixpolicy.generation", policy.Generation.ToString(CultureInfo.InvariantCulture)),
        new("mixpolicy.as_of", policy.AsOf?.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""),
        new("mixpolicy.seed", policy.Seed.ToString(CultureInfo.InvariantCulture)),
        new("mixpolicy.unit", policy.Mix.Unit.Word()),
        new("mixpolicy.ledger_root", ledger.Root.ToString()),
        new("mixpolicy.ledger_records", ledger.Records.ToString(CultureInfo.InvariantCulture)),
    ];

    private ColumnBuffer[] Buffers() => [.. _columns.Select((column, i) => new ColumnBuffer(column, Labels(column.Name, i), _rows))];

    /// <summary>The texts of a column that are known beforehand.</summary>
    private LabelSet? Labels(string name, int column) => column >= ManifestLayout.Common.Count ? null : name switch
    {
        "source" => _sources,
        "file" => _files,
        "origin" => _origins,
        "stratum" => _strata,
        _ => null,
    };

    /// <summary>Adds the records taken of a unit; how many they are.</summary>
    private long AddUnit(int unit, StratumCut[] cuts, CancellationToken cancellation)
    {
        Turn(unit);
        using var heap = new HeapReader(_inventory.Index.Units[unit].HeapPath);
        using var reader = new PoolReader(_inventory, unit);
        using var words = WordColumnsWriter.Open(_inventory, unit);
        long rows = 0;
        while (reader.Next(cancellation))
        {
            reader.Complete();
            for (var i = 0; i < reader.Count; i++)
            {
                var stratum = reader.IsTaken(i) ? reader.Stratum(i) : 0;
                var repetitions = reader.IsTaken(i) ? cuts[stratum].Repetitions(reader.Key(i), reader.Digest(i)) : 0;
                if (repetitions == 0)
                {
                    words?.Skip();
                    continue;
                }

                var entry = reader.Entry(i);
                words?.Add(entry.Class, _buffers);
                if (_inventory.Near is { } near) NearColumn.Add(_buffers[ManifestLayout.Common.Count + _texts], near, reader.Number(i));
                Add(in entry, heap.Read(in entry), stratum, reader.Occurrence(i), repetitions);
                rows++;
            }
        }

        return rows;
    }

    private void Turn(int unit)
    {
        var result = _inventory.Index.Units[unit];
        var source = _policy.Sources[result.File.Source];
        _classes = [.. result.Classes];
        (_hasTokens, _hasId) = (source.Tokens is not null, source.Columns.ContainsKey("id"));
        (_source, _file) = (_sources.Of(source.Name), _files.Of(result.File.Name));
    }

    private void Add(in IndexEntry entry, ReadOnlySpan<byte> strings, int stratum, int occurrence, int repetitions)
    {
        var record = _classes[entry.Class];
        var generator = HeapString.Read(ref strings, out var hasGenerator);
        var column = ManifestLayout.Common.Count;
        for (var i = 0; i < _texts; i++)
        {
            var value = HeapString.Read(ref strings, out var present);
            AddText(column++, value, present);
        }

        var id = _hasId ? HeapString.Read(ref strings, out _) : ImpliedId.Write(entry.Digest, occurrence, _id);
        entry.Digest.CopyTo(_digest);
        column = 0;
        _buffers[column++].AddLabel(_source);
        _buffers[column++].AddLabel(_file);
        AddNumber(column++, entry.RowGroup, entry.RowGroup >= 0);
        _buffers[column++].Add(entry.Row);
        _buffers[column++].Add(id);
        _buffers[column++].Add(_digest);
        _buffers[column++].AddLabel((int)record.Origin); // the words are in the order of the numbers
        AddNumber(column++, record.Depth ?? 0, record.Depth is not null);
        AddText(column++, generator, hasGenerator);
        AddNumber(column++, entry.CollectedAt, entry.CollectedAt != IndexEntry.NoDate);
        AddNumber(column++, entry.Tokens, _hasTokens);
        _buffers[column++].Add(entry.Bytes);
        _buffers[column++].Add(repetitions);
        _buffers[column++].AddLabel(stratum); // and strata have names of their own
        AddNumber(column, record.Fresh == true && !_inventory.Strata[stratum].Fact.IsSeenBefore ? 1 : 0, record.Fresh is not null);
        if (_buffers[0].Count == RowsPerGroup) Hand();
    }

    private void AddNumber(int column, long value, bool present)
    {
        if (present) _buffers[column].Add(value);
        else _buffers[column].AddNull();
    }

    private void AddText(int column, ReadOnlySpan<byte> value, bool present)
    {
        if (present) _buffers[column].Add(value);
        else _buffers[column].AddNull();
    }

    /// <summary>Hands a full row group over and turns to the buffers of the one before, which is written by then.</summary>
    private void Hand()
    {
        _writer.BeginRowGroup(_buffers);
        (_buffers, _spare) = (_spare ?? Buffers(), _buffers);
        foreach (var buffer in _buffers) buffer.Clear();
    }
}
