using System.Numerics;
using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Manifests;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Manifests;

/// <summary>Random manifests of several row groups, recounted on one thread and on eight, and row by row in the test.</summary>
public sealed class ManifestRecountTests : IDisposable
{
    private static readonly ManifestColumn[] Columns =
    [
        new("source", ManifestType.Text, true),
        new("id", ManifestType.Text, true),
        new("digest", ManifestType.Fixed32, true),
        new("origin", ManifestType.Text, true),
        new("depth", ManifestType.Int32, true),
        new("collected_at", ManifestType.Timestamp, true),
        new("tokens", ManifestType.Int64, true),
        new("repetitions", ManifestType.Int32, true),
        new("license", ManifestType.Text, true),
        new("source_url", ManifestType.Text, true),
    ];

    private static readonly string[] Sources = ["web", "книги", "x"];
    private static readonly string?[] OriginWords = ["human", "synthetic", "human_edited", null, "Human", "a guess"];
    private static readonly string?[] Licenses = ["MIT", "CC0-1.0", null, "", " ", "MIT "];

    private static readonly Gen<Row> AnyRow =
        from source in OneOf(Sources)
        from text in Gen.Int[0, 40]
        from origin in OneOf(OriginWords)
        from depth in OneOf<long?>(null, 0, 1, 2, -1)
        from day in Gen.Int[-300, 10]
        from tokens in Gen.Frequency((9, Gen.Long[0, 500]), (1, Gen.Const(int.MaxValue * 1000L)))
        from times in Gen.Frequency((9, Gen.Int[1, 3]), (1, Gen.Const(int.MaxValue)))
        from license in OneOf(Licenses)
        from url in Gen.Int[0, 3]
        select new Row(source, text, origin, depth, day, tokens, times, license, url);

    private readonly TempFolder _folder = new();
    private readonly Policy _policy;
    private int _runs;

    public ManifestRecountTests()
    {
        _folder.Write("policy.yaml", """
            mixpolicy: 1
            name: recount
            as_of: 2026-01-01
            data:
              sources:
                - name: s
                  paths: [ s.jsonl ]
                  columns: { id: id, text: text, tokens: tokens, origin: origin, license: license, collected_at: at, source_url: url, depth: depth }
            mix: { unit: tokens, budget: all }
            rules:
              human: { min_fraction: 0.5 }
              synthetic: { max_depth: 2 }
              fresh_human: { min_fraction: 0.1, within: 100d }
              provenance: { require: [ source_url, collected_at ], licenses: { allow: [ MIT ] } }
            """);
        var diagnostics = new DiagnosticBag();
        _policy = PolicyReader.Read("policy.yaml", _folder["policy.yaml"], diagnostics)!;
        Assert.Empty(diagnostics.Sorted());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_AnyManifest_SameEvidenceOnAnyNumberOfThreads() => AnyRow.Array[1, 60].Array[1, 6].Sample(
        groups =>
        {
            Write(groups);
            var one = Run(1, out _);
            AssertIsTheSumOf(groups.SelectMany(g => g), one);
            AssertSame(one, Run(2, out _));
            AssertSame(one, Run(8, out _));
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void Run_RowsAtFault_TheFirstInTheFileIsNamedOnAnyNumberOfThreads() =>
        Gen.Select(AnyRow.Array[1, 20].Array[2, 12], Gen.Int[0, 99].Array[1, 4], Gen.Int[0, 4]).Sample(
            (groups, picks, fault) =>
            {
                var places = picks.Select(p => (Group: p % groups.Length, Row: p % groups[p % groups.Length].Length)).ToHashSet();
                Write(groups, places, fault);
                var (group, row) = places.Min();
                var expected = $"row group {group}, row {row} of the manifest: {Faults[fault]}";
                foreach (var threads in new[] { 1, 2, 8 })
                {
                    Assert.Null(Run(threads, out var diagnostics));
                    Assert.Equal(expected, Assert.Single(diagnostics.Sorted()).Message);
                }
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void Run_RecordThatStandsAgainInAnotherRowGroup_IsRefusedOnAnyNumberOfThreads()
    {
        var row = new Row("web", 1, "human", 0, 0, 10, 1, "MIT", 1);
        Write([[row, row], [row], [row]], idOf: (group, i) => group == 2 ? "0/1" : $"{group}/{i}");
        foreach (var threads in new[] { 1, 8 })
        {
            Assert.Null(Run(threads, out var diagnostics));
            Assert.Contains("two rows", Assert.Single(diagnostics.Sorted()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Run_SameIdInTwoSources_IsTwoRecords()
    {
        var row = new Row("web", 1, "human", 0, 0, 10, 1, "MIT", 1);
        Write([[row, row with { Source = "x" }]], idOf: (_, _) => "same");
        Assert.Equal(2, Run(2, out _)!.Rows);
    }

    [Fact]
    public void Run_Cancelled_Throws()
    {
        Write([[new Row("web", 1, "human", 0, 0, 10, 1, "MIT", 1)]]);
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => Run(8, out _, cancellation.Token));
    }

    private static readonly string[] Faults =
    [
        "tokens is not a whole number from 0",
        "repetitions is not a whole number from 1",
        "digest is not 32 bytes",
        "source is not a text that names something",
        "id is not a text that names something",
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void AssertSame(Evidence? one, Evidence? other)
    {
        Assert.Equal((one!.Rows, one.Total, one.LargestRecord), (other!.Rows, other.Total, other.LargestRecord));
        Assert.Equal(one.Repetitions.ByTimes, other.Repetitions.ByTimes);
        Assert.Equal(one.Repetitions.Across, other.Repetitions.Across);
        Assert.Equal((one.Repetitions.Copies, one.Repetitions.Conflicts), (other.Repetitions.Copies, other.Repetitions.Conflicts));
        Assert.Equal(one.Classes.Select(Said), other.Classes.Select(Said));
    }

    private static string Said(ClassTotal total) =>
        $"{total.Class.Source} {total.Class.Origin} {total.Class.Depth} {total.Class.Fresh} {string.Join('|', total.Class.Values.Select(v => v ?? "-"))}: "
        + $"{total.Records} {total.Amount} {total.OnceAmount} {total.MostRepeated}";

    /// <summary>The same sums, added up the plain way.</summary>
    private static void AssertIsTheSumOf(IEnumerable<Row> all, Evidence? evidence)
    {
        var rows = all.ToList();
        Assert.Equal(rows.Count, evidence!.Rows);
        Assert.Equal(rows.Max(r => r.Tokens), evidence.LargestRecord);
        Assert.Equal(rows.Aggregate(BigInteger.Zero, (sum, r) => sum + ((BigInteger)r.Tokens * r.Times)), evidence.Total);
        var schema = evidence.Schema;
        foreach (var group in rows.GroupBy(r => (r.Source, r.OriginRead, r.IsFresh, r.LicenseRead, HasUrl: r.Url > 0, r.DepthRead)))
        {
            bool Match(RecordClass c) => c.Source == group.Key.Source && c.Origin == group.Key.OriginRead && c.Fresh == group.Key.IsFresh
                && schema.Value(c, "license") == group.Key.LicenseRead && schema.Value(c, "source_url") is not null == group.Key.HasUrl && c.Depth == group.Key.DepthRead;
            Assert.Equal(group.Count(), evidence.Records(Match));
            Assert.Equal(group.Aggregate(BigInteger.Zero, (sum, r) => sum + ((BigInteger)r.Tokens * r.Times)), evidence.Amount(Match));
        }

        Assert.Equal(rows.Count, evidence.Classes.Sum(c => c.Records));
        var times = rows.GroupBy(r => r.Text)
            .Select(g => (Times: g.Sum(r => (long)r.Times), Amount: g.Aggregate(BigInteger.Zero, (sum, r) => sum + ((BigInteger)r.Tokens * r.Times))))
            .GroupBy(t => t.Times).OrderBy(g => g.Key)
            .Select(g => new TimesSeen(g.Key, g.Count(), g.Aggregate(BigInteger.Zero, (sum, t) => sum + t.Amount)));
        Assert.Equal(times, evidence.Repetitions.ByTimes);
        AssertIsTheSumOf(rows, evidence.Repetitions);
    }

    private static void AssertIsTheSumOf(List<Row> rows, RepetitionCounts counts)
    {
        var texts = rows.GroupBy(r => r.Text).Select(g => g.ToList()).ToList();
        var shared = texts.Where(t => t.Count > 1).ToList();
        BigInteger Amount(Row r) => (BigInteger)r.Tokens * r.Times;
        var beyond = shared.Aggregate(BigInteger.Zero, (sum, t) => sum + t.Aggregate(BigInteger.Zero, (s, r) => s + Amount(r)) - t.Max(Amount));
        Assert.Equal((shared.Count, shared.Sum(t => t.Count), beyond), (counts.Copies.Texts, counts.Copies.Records, counts.Copies.Amount));
        Assert.Equal(shared.Select(t => new Digest256(Convert.FromHexString(Digest(t[0].Text)))).Order().Cast<Digest256?>().FirstOrDefault(), counts.Copies.First);
        var conflicts = texts.Where(t => t.Select(r => r.OriginRead.IsHuman()).Distinct().Count() == 2).ToList();
        Assert.Equal((conflicts.Count, conflicts.Sum(t => t.Count)), (counts.Conflicts.Texts, counts.Conflicts.Records));
        // The budget takes all, so that all sources allow as much: the first by name stands for those that hold a text.
        var across = texts.Where(t => t.Select(r => r.Source).Distinct().Count() > 1)
            .GroupBy(t => (Source: t.Select(r => r.Source).Order(StringComparer.Ordinal).First(), Times: t.Sum(r => (long)r.Times)))
            .Select(g => new SeenAcross(g.Key.Source, g.Key.Times, g.Count()));
        Assert.Equal(across.OrderBy(a => a.Source, StringComparer.Ordinal).ThenBy(a => a.Times), counts.Across);
    }

    private Evidence? Run(int threads, out DiagnosticBag diagnostics, CancellationToken cancellation = default)
    {
        diagnostics = new DiagnosticBag();
        var work = Directory.CreateDirectory(_folder[$"work-{_runs++}"]).FullName;
        return ManifestRecount.Run(_policy, RecordSchema.Of(_policy), _folder["m.parquet"], "m.parquet", PoolKnowledge.None, hashes: false, work, threads, diagnostics, cancellation);
    }

    private void Write(Row[][] groups, HashSet<(int Group, int Row)>? faulty = null, int fault = 0, Func<int, int, string>? idOf = null)
    {
        using var output = File.Create(_folder["m.parquet"]);
        using var writer = new FlatParquetWriter(output, Columns, 1);
        for (var group = 0; group < groups.Length; group++)
        {
            ColumnBuffer[] buffers = [.. Columns.Select(column => new ColumnBuffer(column))];
            object?[][] rows = [.. groups[group].Select((row, i) =>
            {
                var bad = faulty?.Contains((group, i)) == true ? fault : -1;
                return new object?[]
                {
                    bad == 3 ? null : row.Source, bad == 4 ? "" : idOf?.Invoke(group, i) ?? $"{group}/{i}", bad == 2 ? null : Digest(row.Text), row.Word,
                    row.Depth, row.Day > 0 ? null : row.Date, bad == 0 ? null : row.Tokens, bad == 1 ? 0L : (long)row.Times, row.License,
                    row.Url == 0 ? null : $"https://example.org/{group}/{i}",
                };
            })];
            for (var c = 0; c < Columns.Length; c++) Table.Fill(buffers[c], [.. rows.Select(r => r[c])]);
            writer.BeginRowGroup(buffers);
            writer.EndRowGroup();
        }

        writer.Finish([]);
    }

    /// <summary>Texts 2 and 3 differ in the last byte alone, and so do the others from each other in pairs.</summary>
    private static string Digest(int text) => (text / 2).ToString("X16") + new string('A', 46) + (text % 2).ToString("X2");

    private sealed record Row(string Source, int Text, string? Word, long? Depth, int Day, long Tokens, int Times, string? License, int Url)
    {
        /// <summary>Noon, some days from 2026-01-01.</summary>
        public long Date => 1_767_268_800_000_000 + (Day * 86_400_000_000);

        public Origin OriginRead => Word switch
        {
            "human" => Origin.Human,
            "human_edited" => Origin.HumanEdited,
            "synthetic" => Origin.Synthetic,
            _ => Origin.Unknown,
        };

        public bool IsFresh => OriginRead.IsHuman() && Day is >= -100 and <= 0;

        public string? LicenseRead => string.IsNullOrWhiteSpace(License) ? null : License;

        public int? DepthRead => Depth is >= 0 ? (int)Depth : null;
    }
}
