using System.Numerics;
using System.Text;
using MixPolicy.Manifests;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Lineage.Diff;

/// <summary>Sums what a mix consists of. One worker an instance; the arguments are where the columns stand in a batch.</summary>
internal sealed class ShareTally(int depth, int generator, int fresh)
{
    /// <summary>Generators, and depths, that are told apart: those of a real mix are few, and memory must not grow with rows.</summary>
    public const int Most = 1 << 16;

    private const long NoDepth = -1;
    private readonly RowNumbers _depths = new(depth, (cells, row) => ManifestValues.DepthOf(cells, row) ?? NoDepth);
    private readonly Int128[] _origins = new Int128[Origins.Words.Count];
    private readonly SortedDictionary<long, Int128> _byDepth = [];
    private readonly TextNumbers _names = new();
    private readonly List<string> _generators = [];
    private readonly List<Int128> _byGenerator = [];
    private Int128 _unnamed;
    private Int128 _fresh;
    private bool _hasFresh;
    private long _records;
    private bool _tooMany;

    /// <summary>Turns to a batch.</summary>
    public void Turn(RecordBatch batch) => _depths.Turn(batch);

    /// <summary>Adds a row of the batch.</summary>
    public void Add(RecordBatch batch, int row, in ComparedRow compared)
    {
        var amount = compared.Amount;
        _records++;
        _origins[(int)compared.Origin] += amount;
        if (!_byDepth.TryGetValue(_depths[row], out var sum) && _byDepth.Count == Most) _tooMany = true;
        else _byDepth[_depths[row]] = sum + amount;
        if (!compared.Origin.IsHuman()) AddGenerator(batch.Columns[generator], row, amount);
        if (batch.Columns[fresh].Kind(row) == ValueKind.Missing) return;
        _hasFresh = true;
        if (batch.Columns[fresh].Utf8(row).SequenceEqual("true"u8)) _fresh += amount;
    }

    /// <summary>Adds what another worker has summed.</summary>
    public void Add(ShareTally other)
    {
        (_records, _unnamed, _fresh) = (_records + other._records, _unnamed + other._unnamed, _fresh + other._fresh);
        (_hasFresh, _tooMany) = (_hasFresh || other._hasFresh, _tooMany || other._tooMany);
        for (var i = 0; i < _origins.Length; i++) _origins[i] += other._origins[i];
        foreach (var (key, amount) in other._byDepth) _byDepth[key] = _byDepth.GetValueOrDefault(key) + amount;
        _tooMany = _tooMany || _byDepth.Count > Most;
        for (var i = 0; i < other._generators.Count; i++) AddGenerator(Encoding.UTF8.GetBytes(other._generators[i]), other._byGenerator[i]);
    }

    /// <summary>The sums.</summary>
    public MixShares Shares() => new(
        _records,
        _origins.Aggregate(BigInteger.Zero, (sum, o) => sum + (BigInteger)o),
        (BigInteger)_origins.Where((_, i) => ((Origin)i).IsHuman()).Aggregate(Int128.Zero, (sum, o) => sum + o),
        _hasFresh ? (BigInteger)_fresh : null,
        [.. _origins.Select((amount, i) => (((Origin)i).Name(), (BigInteger)amount)).Where(o => !o.Item2.IsZero)],
        _tooMany ? null : Depths(),
        _tooMany ? null : Generators());

    private IReadOnlyList<(long? Depth, BigInteger Amount)> Depths() =>
    [
        .. _byDepth.Where(d => d.Key != NoDepth).Select(d => ((long?)d.Key, (BigInteger)d.Value)),
        .. _byDepth.Where(d => d.Key == NoDepth).Select(d => ((long?)null, (BigInteger)d.Value)),
    ];

    private IReadOnlyList<(string? Generator, BigInteger Amount)> Generators() =>
    [
        .. _generators.Select((name, i) => ((string?)name, (BigInteger)_byGenerator[i])).OrderBy(g => g.Item1, StringComparer.Ordinal),
        .. _unnamed == 0 ? Array.Empty<(string?, BigInteger)>() : [(null, (BigInteger)_unnamed)],
    ];

    private void AddGenerator(ValueColumn cells, int row, Int128 amount)
    {
        var name = ManifestValues.TextOf(cells, row, out var present);
        if (present) AddGenerator(name, amount);
        else _unnamed += amount;
    }

    private void AddGenerator(ReadOnlySpan<byte> name, Int128 amount)
    {
        if (_tooMany) return;
        var number = _names.Of(name, out var isNew);
        if (isNew)
        {
            _generators.Add(Encoding.UTF8.GetString(name));
            _byGenerator.Add(0);
            _tooMany = _generators.Count > Most;
        }

        _byGenerator[number] += amount;
    }
}
