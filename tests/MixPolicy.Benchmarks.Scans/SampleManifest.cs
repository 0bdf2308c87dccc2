using System.IO.Hashing;
using System.Text;
using MixPolicy.Manifests;
using MixPolicy.Sources;

namespace MixPolicy.Benchmarks.Scans;

/// <summary>The second pass: the ids again, and a row for each record taken. Row groups stand in the files' order, whoever finishes first.</summary>
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
    private readonly FlatParquetWriter _writer;
    private readonly Lock _writing = new();
    private readonly List<ColumnBuffer[]>?[] _ready;
    private int _written;

    private SampleManifest(int files, IReadOnlyDictionary<string, SampleLimit> limits, Stream output)
    {
        (_limits, _ready) = (limits, new List<ColumnBuffer[]>?[files]);
        _writer = new FlatParquetWriter(output, Columns);
    }

    public static void Write(IReadOnlyList<FileTags> files, int threads, IReadOnlyDictionary<string, SampleLimit> limits, string path)
    {
        using var output = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        using var manifest = new SampleManifest(files.Count, limits, output);
        Workers.Run([.. files.Index()], threads, file => manifest.Append(file.Index, manifest.Sample(file.Item)));
        manifest._writer.Finish([]);
    }

    public void Dispose() => _writer.Dispose();

    private List<ColumnBuffer[]> Sample(FileTags file)
    {
        var limits = file.Origins.Texts.Select(origin => _limits.GetValueOrDefault(origin)).ToArray();
        var name = Encoding.UTF8.GetBytes(file.File.Name);
        var origins = file.Origins.Codes;
        var licenses = file.Licenses.Codes;
        var tokens = file.Tokens;
        var groups = new List<ColumnBuffer[]>();
        ColumnBuffer[]? rows = null;
        using var reader = RecordReaders.Open(file.File, Paths);
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
                if (rows is null || rows[0].Count == RowsPerGroup) groups.Add(rows = [.. Columns.Select(column => new ColumnBuffer(column))]);
                rows[0].Add(id);
                rows[1].Add(name);
                rows[2].Add(row);
                rows[3].Add(unchecked((long)hash));
                rows[4].Add(file.Origins.Labels[origins[row]]);
                rows[5].Add(file.Licenses.Labels[licenses[row]]);
                rows[6].Add(tokens[row]);
                rows[7].Add(limit.WeightPpm);
            }
        }

        return groups;
    }

    /// <summary>Writes what is due; a file that is early waits for the one before it.</summary>
    private int Append(int file, List<ColumnBuffer[]> groups)
    {
        lock (_writing)
        {
            _ready[file] = groups;
            for (; _written < _ready.Length && _ready[_written] is { } due; _written++)
            {
                foreach (var group in due) _writer.WriteRowGroup(group);
                due.Clear();
            }
        }

        return groups.Count;
    }
}
