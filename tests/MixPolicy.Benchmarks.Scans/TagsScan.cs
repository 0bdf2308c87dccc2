namespace MixPolicy.Benchmarks.Scans;

/// <summary>
/// Job A: no text is read. Records and tokens by origin and licence; from those a rate for each origin; then the records whose id's hash lies
/// below it, as a manifest.
/// </summary>
internal static class TagsScan
{
    public static void Run(IReadOnlyList<ScanUnit> units, int threads, IReadOnlyDictionary<string, int> percents, string manifest)
    {
        var tags = ScanUnit.Run(units, threads, UnitTags.Read);
        var groups = new SortedDictionary<(string Origin, string License), (long Records, long Tokens)>(
            Comparer<(string Origin, string License)>.Create((a, b) =>
                string.CompareOrdinal(a.Origin, b.Origin) is not 0 and var order ? order : string.CompareOrdinal(a.License, b.License)));
        foreach (var unit in tags) AddTo(groups, unit);

        var tokens = groups.GroupBy(group => group.Key.Origin, StringComparer.Ordinal)
            .ToDictionary(origin => origin.Key, origin => origin.Sum(group => group.Value.Tokens), StringComparer.Ordinal);
        SampleManifest.Write(tags, threads, SampleLimit.Of(tokens, percents), manifest);
        foreach (var (key, sum) in groups)
            Console.Out.WriteLine(FormattableString.Invariant($"group\t{key.Origin}\t{key.License}\t{sum.Records}\t{sum.Tokens}"));
    }

    private static void AddTo(SortedDictionary<(string Origin, string License), (long Records, long Tokens)> groups, UnitTags unit)
    {
        var (origins, licenses) = (unit.Origins.Texts, unit.Licenses.Texts);
        for (var origin = 0; origin < origins.Count; origin++)
        {
            for (var license = 0; license < licenses.Count; license++)
            {
                var (records, tokens) = unit.Sums[origin, license];
                if (records == 0) continue;
                var key = (origins[origin], licenses[license]);
                groups.TryGetValue(key, out var sum);
                groups[key] = (sum.Records + records, sum.Tokens + tokens);
            }
        }
    }
}
