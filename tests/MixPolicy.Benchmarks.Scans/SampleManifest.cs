using System.Collections.Concurrent;
using System.IO.Hashing;
using MixPolicy.Manifests;
using MixPolicy.Sources;

namespace MixPolicy.Benchmarks.Scans;

/// <summary>The second pass: the ids again, and a row for each record taken. Row groups stand in the units' order, whoever finishes first.</summary>
internal sealed class SampleManifest : IDisposable
{
    private const int RowsPerGroup = 65_536;
    private static readonly string[] Paths = ["id"];

    private static readonly ManifestColumn[] Columns =
    [
        new("id", ManifestType.Text, Nullable: false),
        new("file", ManifestType.Text, Nullable: false),
        new("row", ManifestType.Int64, Nullable: false),
        new("hash", ManifestType.Int64, Nullable: false),
        new("origin", ManifestType.Text, Nullable: false),
        new("license", ManifestType.Text, Nullable: false),
        new("tokens", ManifestType.Int64, Nullable: false),
        new("weight_ppm", ManifestType.Int64, Nullable: false),
    ];

    private readonly IReadOnlyDictionary<string, SampleLimit> _limits;
    private readonly LabelSet _files;
    private readonly LabelSet _origins;
    private readonly LabelSet _licenses;
    private readonly FlatParquetWriter _writer;
    private readonly Lock _writing = new();
    private readonly ConcurrentBag<ColumnBuffer[]> _free = [];
    private readonly List<ColumnBuffer[]>?[] _ready;
    private ColumnBuffer[]? _encoding;
    private int _written;

    private SampleManifest(IReadOnlyList<UnitTags> units, int threads, IReadOnlyDictionary<string, SampleLimit> limits, Stream output)
    {
        (_limits, _ready) = (limits, new List<ColumnBuffer[]>?[units.Count]);
        _files = new LabelSet(units.Select(unit => unit.Unit.File.Name));
        _origins = new LabelSet(units.SelectMany(unit => unit.Origins.Texts));
        _licenses = new LabelSet(units.SelectMany(unit => unit.Licenses.Texts));
        _writer = new FlatParquetWriter(output, Columns, threads);
    }

    public static void Write(IReadOnlyList<UnitTags> units, int threads, IReadOnlyDictionary<string, SampleLimit> limits, string path)
    {
        using var output = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        using var manifest = new SampleManifest(units, threads, limits, output);
        Workers.Run(units.Count, threads, unit => manifest.Append(unit, manifest.Sample(units[unit], FirstRow(units, unit))), CancellationToken.None);
        manifest._writer.Finish([]);
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>How many rows of the same file lie before a unit.</summary>
    private static long FirstRow(IReadOnlyList<UnitTags> units, int unit) =>
        units.Take(unit).Where(other => other.Unit.File == units[unit].Unit.File).Sum(other => (long)other.Tokens.Length);

    private List<ColumnBuffer[]> Sample(UnitTags unit, long firstRow)
    {
        var limits = unit.Origins.Texts.Select(origin => _limits.GetValueOrDefault(origin)).ToArray();
        var origin = unit.Origins.Texts.Select(_origins.Of).ToArray();
        var license = unit.Licenses.Texts.Select(_licenses.Of).ToArray();
        var name = _files.Of(unit.Unit.File.Name);
        var origins = unit.Origins.Codes;
        var licenses = unit.Licenses.Codes;
        var tokens = unit.Tokens;
        var groups = new List<ColumnBuffer[]>();
        ColumnBuffer[]? rows = null;
        using var reader = unit.Unit.Open(Paths);
        var batch = new RecordBatch(Paths);
        for (var first = 0; reader.Read(batch, CancellationToken.None); first += batch.Count)
        {
            var ids = batch.Columns[0];
            for (var i = 0; i < batch.Count; i++)
            {
                var row = first + i;
                var id = ids.Utf8(i);
                var hash = XxHash3.HashToUInt64(id);
                ref readonly var limit = ref limits[origins[row]];
                if (hash >= limit.Below) continue;
                if (rows is null || rows[0].Count == RowsPerGroup) groups.Add(rows = _free.TryTake(out var free) ? free : Buffers());
                rows[0].Add(id);
                rows[1].AddLabel(name);
                rows[2].Add(firstRow + row);
                rows[3].Add(unchecked((long)hash));
                rows[4].AddLabel(origin[origins[row]]);
                rows[5].AddLabel(license[licenses[row]]);
                rows[6].Add(tokens[row]);
                rows[7].Add(limit.WeightPpm);
            }
        }

        return groups;
    }

    private ColumnBuffer[] Buffers() =>
    [
        .. Columns.Select(column => new ColumnBuffer(column, column.Name switch
        {
            "file" => _files,
            "origin" => _origins,
            "license" => _licenses,
            _ => null,
        })),
    ];

    /// <summary>Begins what is due, which is encoded while the workers go on; a unit that is early waits for the one before it.</summary>
    private void Append(int unit, List<ColumnBuffer[]> groups)
    {
        lock (_writing)
        {
            _ready[unit] = groups;
            for (; _written < _ready.Length && _ready[_written] is { } due; _written++)
            {
                foreach (var group in due) Begin(group);
            }
        }
    }

    /// <summary>The buffers of the row group before are free as soon as this one has begun.</summary>
    private void Begin(ColumnBuffer[] group)
    {
        _writer.BeginRowGroup(group);
        if (_encoding is { } done)
        {
            foreach (var buffer in done) buffer.Clear();
            _free.Add(done);
        }

        _encoding = group;
    }
}
