using CsCheck;
using static MixPolicy.Tests.EndToEnd.RandomRecords;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>Makes random policies over random sources, from a number: the same number makes the same policy on any machine.</summary>
internal static class RandomPolicies
{
    private static readonly string[] Extensions = ["jsonl", "jsonl.gz", "jsonl.zst", "csv", "parquet", "parquet"];

    private static readonly Gen<CorpusFile> File = Gen.Select(
        Gen.Int[0, 5], Gen.Int[2, 9], Gen.Frequency((12, Draw.OneOf(0)), (1, Gen.Int[1, 2])), Gen.Int[0, 99])
        .Select((format, group, bad, number) => new CorpusFile(
            $"{number:00}-{{0}}.{Extensions[format]}", (CorpusFormat)format, [], format <= (int)CorpusFormat.JsonlZstd ? bad : 0, group));

    private static readonly Gen<CorpusSource> Source = Gen.Frequency((4, Draw.OneOf(Leaning.Human)), (3, Draw.OneOf(Leaning.Synthetic)), (1, Draw.OneOf(Leaning.Any)))
        .SelectMany(leaning => Gen.Select(
            Gen.Select(Gen.Bool, Gen.Bool, Draw.OneOf(25, 33, 100, 150).Perhaps(5)),
            Gen.Shuffle(CorpusRecord.Attributes.ToArray(), 5, 9),
            Tags(leaning),
            Gen.Select(Gen.Frequency((5, Draw.OneOf(true)), (1, Draw.OneOf(false))), Gen.Int[0, 60].Perhaps(6)),
            Draw.OneOf(10, 15, 20, 50).Perhaps(8),
            File.Array[1, 3],
            Of(leaning).Array[1, 40],
            Gen.Select(Gen.Int[0, 2].Array[40], Gen.Int[0, 3])))
        .Select(Compose);

    private static readonly Gen<RandomPolicy> Policy = Gen.Select(
        Source.Array[1, 4],
        Draw.OneOf("tokens", "records", "bytes"),
        Gen.Select(Gen.Int[50, 1100], Gen.Int[0, 300], Gen.Int[0, 9]),
        Gen.Int[10, 90].Perhaps(5),
        Draw.OneOf(10, 15, 20, 50),
        Gen.Int[40, 100].Perhaps(7),
        Gen.Int[0, 1000],
        RandomRules.All).Select((sources, unit, budget, target, factor, share, seed, rules) => new RandomPolicy(
            [.. sources.Select(Named)],
            unit,
            budget switch { (_, _, < 1) => null, (var least, var reach, < 4) => (least, least + reach), var (least, _, _) => (least, least) },
            target,
            factor,
            share,
            seed,
            rules));

    /// <summary>The policy of a number.</summary>
    public static RandomPolicy Make(uint number) => Policy.Generate(new PCG(number, 20261101), null, out _);

    private static CorpusSource Named(CorpusSource source, int number)
    {
        var name = $"s{number}-{(char)('z' - number)}";
        return source with { Name = name, Files = [.. source.Files.Select((f, i) => f with { Name = $"{name}/{string.Format(System.Globalization.CultureInfo.InvariantCulture, f.Name, i)}" })] };
    }

    private static Gen<Dictionary<string, string>> Tags(Leaning leaning) => Gen.Select(
        Draw.OneOf("human", "synthetic", "unknown"), Gen.Int[0, 2].Perhaps(5), Draw.OneOf("MIT", "GPL-3.0-only").PerhapsSome(3), Draw.OneOf("m-1", "m/2").PerhapsSome(5), Gen.Bool, Gen.Bool, Gen.Bool)
        .Select((origin, depth, license, generator, url, temperature, date) =>
        {
            var tags = new Dictionary<string, string>();
            if (leaning != Leaning.Any) tags["origin"] = leaning == Leaning.Human ? "human" : "synthetic";
            else if (url) tags["origin"] = origin;
            if (depth is { } d) tags["depth"] = leaning == Leaning.Human ? "0" : $"{d}";
            if (license is not null) tags["license"] = license;
            if (generator is not null) tags["generator"] = generator;
            if (url) tags["source_url"] = "https://example.org/tag";
            if (temperature) tags["temperature"] = "0.5";
            if (date) tags["collected_at"] = "2026-10-20";
            return tags;
        });

    /// <summary>Puts each record into a file, a few twice where ids say that they are the same, and makes each what its file can hold.</summary>
    private static CorpusSource Compose(
        (bool IsMapped, bool IsNested, int? PerByte) way,
        string[] mapped,
        Dictionary<string, string> tags,
        (bool Quarantine, int? MaxBad) bad,
        int? factor,
        CorpusFile[] files,
        CorpusRecord[] records,
        (int[] File, int Copies) places)
    {
        var numbered = records.Select(Numbered).ToArray();
        // Decoding is mapped whole or not at all.
        var attributes = mapped.Contains("temperature") && mapped.Contains("top_p") ? mapped : [.. mapped.Where(a => a is not ("temperature" or "top_p"))];
        var filled = files.Select((file, f) =>
        {
            var own = numbered.Where((_, r) => places.File[r] % files.Length == f).ToList();
            if (own.Count > 1) own.AddRange(own.Take(places.Copies).ToArray());
            if (own.Count == 0) own.Add(Numbered(records[0], 100 + f));
            return file with { Records = [.. own.Select(r => Fit(r, file.Format))] };
        });
        return new CorpusSource("", way.IsMapped, way.IsNested, way.PerByte, attributes, tags, bad.Quarantine, bad.Quarantine ? bad.MaxBad : null, factor, [.. filled]);
    }

    private static CorpusRecord Fit(CorpusRecord record, CorpusFormat format)
    {
        if (format == CorpusFormat.Csv) return record with { Text = record.Text.Length == 0 ? "none" : record.Text };
        if (format != CorpusFormat.ParquetTyped) return record;
        var values = new Dictionary<string, string?>(record.Values);
        if (values["depth"] is "" or "one" or "1.0") values["depth"] = null;
        if (record.Date is null) values["collected_at"] = null;
        return record with { Values = values };
    }
}
