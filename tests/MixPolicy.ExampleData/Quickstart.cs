using System.Globalization;
using System.Text;

namespace MixPolicy.ExampleData;

/// <summary>Writes examples/quickstart/data from the npm packages that tests/foreign pins. The same packages give the same bytes.</summary>
internal static class Quickstart
{
    /// <summary>The day on which the packages were downloaded and the synthetic texts written. Changing it changes what is fresh.</summary>
    private static readonly DateOnly Collected = new(2026, 11, 22);

    /// <summary>Every file, written to a folder that may hold older ones.</summary>
    /// <returns>For people: one line a file.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(string nodeModules, string folder)
    {
        var addresses = Addresses.Read(nodeModules);
        var declarations = Declarations.Read(nodeModules, Collected);
        var synthetic = SyntheticTexts.Write(addresses, Collected);

        Directory.CreateDirectory(folder);
        foreach (var century in addresses.GroupBy(r => r.CollectedAt.Year / 100))
        {
            await ParquetFile.WriteAsync(Path.Combine(folder, Name($"addresses-{century.Key}xx.parquet")), [.. century]);
        }

        JsonlFile.WriteZstd(Path.Combine(folder, "declarations.jsonl.zst"), declarations);
        JsonlFile.Write(Path.Combine(folder, "synthetic.jsonl"), synthetic);
        return [Describe("addresses", addresses), Describe("declarations", declarations), Describe("synthetic", synthetic)];
    }

    private static string Describe(string source, IReadOnlyList<ExampleRecord> records) =>
        Name($"{source}: {records.Count} records, {records.Sum(r => (long)Encoding.UTF8.GetByteCount(r.Text))} bytes of text");

    private static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
