using System.Globalization;
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
    private const int RowsPerGroup = 65_536;
    private readonly Policy _policy;
    private readonly Inventory _inventory;
    private readonly FlatParquetWriter _writer;
    private readonly IReadOnlyList<ManifestColumn> _columns;
    private readonly LabelSet _sources;
    private readonly LabelSet _files;
    private readonly LabelSet _origins = new(Origins.Words);
    private readonly LabelSet _strata;
    private readonly int _texts;
    private readonly byte[] _id = new byte[ImpliedId.MaxBytes];
    private readonly byte[] _digest = new byte[Digest256.Size];
    private ColumnBuffer[] _buffers;
    private ColumnBuffer[]? _spare;
    private HeapReader? _heap;
    private RecordClass[] _classes = [];
    private int _unit = -1;
    private int _source;
    private int _file;
    private bool _hasTokens;
    private bool _hasId;

    private ManifestWriter(Policy policy, Inventory inventory, Stream output, int threads)
    {
        (_policy, _inventory) = (policy, inventory);
        _columns = ManifestLayout.Of(inventory.Schema);
        _texts = _columns.Count - ManifestLayout.Common.Count;
        _sources = new LabelSet(policy.Sources.Select(s => s.Name));
        _files = new LabelSet(inventory.Index.Units.Select(u => u.File.Name));
        _strata = new LabelSet(inventory.Strata.Select(s => s.Name));
        _writer = new FlatParquetWriter(output, _columns, threads);
        _buffers = Buffers();
    }

    /// <summary>Writes the manifest; returns its rows.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="policyDigest">SHA-256 of its bytes, lower-case hex.</param>
    /// <param name="inventory">The pool.</param>
    /// <param name="selection">Who is taken.</param>
    /// <param name="output">Where to; written by the caller's thread alone.</param>
    /// <param name="threads">Threads to encode on, at least 1; changes no byte.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public static long Write(
        Policy policy, string policyDigest, Inventory inventory, MixSelection selection, Stream output, int threads, CancellationToken cancellation)
    {
        using var manifest = new ManifestWriter(policy, inventory, output, threads);
        StratumCut[] cuts = [.. selection.Cuts];
        long rows = 0;
        inventory.Walk(
            (int unit, in IndexEntry entry, int stratum, int occurrence, ulong key) =>
            {
                var repetitions = cuts[stratum].Repetitions(key, entry.Digest);
                if (repetitions == 0) return;
                manifest.Add(unit, in entry, stratum, occurrence, repetitions);
                rows++;
            },
            cancellation);
        if (manifest._buffers[0].Count > 0) manifest._writer.BeginRowGroup(manifest._buffers);
        manifest._writer.Finish(Metadata(policy, policyDigest));
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _heap?.Dispose();
        _writer.Dispose();
    }

    private static KeyValuePair<string, string>[] Metadata(Policy policy, string policyDigest) =>
    [
        new("mixpolicy.policy", policy.Name),
        new("mixpolicy.policy_sha256", policyDigest),
        new("mixpolicy.generation", policy.Generation.ToString(CultureInfo.InvariantCulture)),
        new("mixpolicy.as_of", policy.AsOf?.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""),
        new("mixpolicy.seed", policy.Seed.ToString(CultureInfo.InvariantCulture)),
        new("mixpolicy.unit", policy.Mix.Unit.Word()),
    ];

    private ColumnBuffer[] Buffers() => [.. _columns.Select((column, i) => new ColumnBuffer(column, i >= ManifestLayout.Common.Count ? null : column.Name switch
    {
        "source" => _sources,
        "file" => _files,
        "origin" => _origins,
        "stratum" => _strata,
        _ => null,
    }))];

    private void Turn(int unit)
    {
        if (unit == _unit) return;
        _heap?.Dispose();
        var result = _inventory.Index.Units[unit];
        var source = _policy.Sources[result.File.Source];
        _heap = new HeapReader(result.HeapPath);
        _classes = [.. result.Classes];
        (_unit, _hasTokens, _hasId) = (unit, source.Tokens is not null, source.Columns.ContainsKey("id"));
        (_source, _file) = (_sources.Of(source.Name), _files.Of(result.File.Name));
    }

    private void Add(int unit, in IndexEntry entry, int stratum, int occurrence, int repetitions)
    {
        Turn(unit);
        var record = _classes[entry.Class];
        var strings = _heap!.Read(in entry);
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
        AddNumber(column, record.Fresh == true ? 1 : 0, record.Fresh is not null);
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
