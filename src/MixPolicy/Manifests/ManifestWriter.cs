using System.Globalization;
using System.Text;
using MixPolicy.Hashing;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Selection;

namespace MixPolicy.Manifests;

/// <summary>Walks the pool once more and writes a row for each record taken: by source, file, row group and row.</summary>
internal sealed class ManifestWriter : IDisposable
{
    private const int RowsPerGroup = 65_536;
    private readonly Policy _policy;
    private readonly Inventory _inventory;
    private readonly FlatParquetWriter _writer;
    private readonly ColumnBuffer[] _buffers;
    private readonly byte[][] _strata;
    private readonly byte[] _id = new byte[ImpliedId.MaxBytes];
    private readonly byte[] _digest = new byte[Digest256.Size];
    private HeapReader? _heap;
    private int _unit = -1;
    private byte[] _source = [];
    private byte[] _file = [];
    private bool _hasTokens;
    private bool _hasId;

    private ManifestWriter(Policy policy, Inventory inventory, Stream output)
    {
        (_policy, _inventory) = (policy, inventory);
        var columns = ManifestLayout.Of(inventory.Schema);
        _writer = new FlatParquetWriter(output, columns);
        _buffers = [.. columns.Select(c => new ColumnBuffer(c))];
        _strata = [.. inventory.Strata.Select(s => Encoding.UTF8.GetBytes(s.Name))];
    }

    /// <summary>Writes the manifest; returns its rows.</summary>
    public static long Write(Policy policy, string policyDigest, Inventory inventory, MixSelection selection, Stream output, CancellationToken cancellation)
    {
        using var manifest = new ManifestWriter(policy, inventory, output);
        long rows = 0;
        inventory.Walk(
            (int unit, in IndexEntry entry, int stratum, int occurrence, ulong key) =>
            {
                var repetitions = selection.Cuts[stratum].Repetitions(key, entry.Digest);
                if (repetitions == 0) return;
                manifest.Add(unit, in entry, stratum, occurrence, repetitions);
                rows++;
            },
            cancellation);
        manifest.Flush();
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

    private void Turn(int unit)
    {
        if (unit == _unit) return;
        _heap?.Dispose();
        var result = _inventory.Index.Units[unit];
        var source = _policy.Sources[result.File.Source];
        _heap = new HeapReader(result.HeapPath);
        (_unit, _hasTokens, _hasId) = (unit, source.Tokens is not null, source.Columns.ContainsKey("id"));
        (_source, _file) = (Encoding.UTF8.GetBytes(source.Name), Encoding.UTF8.GetBytes(result.File.Name));
    }

    private void Add(int unit, in IndexEntry entry, int stratum, int occurrence, int repetitions)
    {
        Turn(unit);
        var record = _inventory.Index.Units[unit].Classes[entry.Class];
        var strings = _heap!.Read(in entry);
        var generator = HeapString.Read(ref strings, out var hasGenerator);
        var column = ManifestLayout.Common.Count;
        for (var i = 1; i < _inventory.Schema.Columns.Count; i++)
        {
            var value = HeapString.Read(ref strings, out var present);
            AddText(column++, value, present);
        }

        var id = _hasId ? HeapString.Read(ref strings, out _) : ImpliedId.Write(entry.Digest, occurrence, _id);
        entry.Digest.CopyTo(_digest);
        column = 0;
        _buffers[column++].Add(_source);
        _buffers[column++].Add(_file);
        AddNumber(column++, entry.RowGroup, entry.RowGroup >= 0);
        _buffers[column++].Add(entry.Row);
        _buffers[column++].Add(id);
        _buffers[column++].Add(_digest);
        _buffers[column++].Add(record.Origin.Utf8());
        AddNumber(column++, record.Depth ?? 0, record.Depth is not null);
        AddText(column++, generator, hasGenerator);
        AddNumber(column++, entry.CollectedAt, entry.CollectedAt != IndexEntry.NoDate);
        AddNumber(column++, entry.Tokens, _hasTokens);
        _buffers[column++].Add(entry.Bytes);
        _buffers[column++].Add(repetitions);
        _buffers[column++].Add(_strata[stratum]);
        AddNumber(column, record.Fresh == true ? 1 : 0, record.Fresh is not null);
        if (_buffers[0].Count == RowsPerGroup) Flush();
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

    private void Flush()
    {
        if (_buffers[0].Count == 0) return;
        _writer.WriteRowGroup(_buffers);
        foreach (var buffer in _buffers) buffer.Clear();
    }
}
