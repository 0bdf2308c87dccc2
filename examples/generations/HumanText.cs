using Parquet;
using Parquet.Schema;

namespace MixPolicy.Examples.Generations;

/// <summary>
/// The human text: the addresses of the quickstart, cut into sentences. Of every forty passages four are held out, fourteen are what the first
/// model learns from, and the others come fresh, generation by generation.
/// </summary>
internal static class HumanText
{
    private const string HeldOut = "held-out";

    /// <summary>What each of forty passages is for, by turns, so that every part has every year.</summary>
    private static readonly string[] Turns =
        [.. Enumerable.Repeat(HeldOut, 4), .. Enumerable.Repeat("seed", 14), .. Fresh(1, 3), .. Fresh(2, 4), .. Fresh(3, 4), .. Fresh(4, 5), .. Fresh(5, 6)];

    /// <summary>Writes <c>seed.jsonl</c> and <c>fresh-N.jsonl</c>; returns the sentences that are held out.</summary>
    /// <param name="quickstart">Folder of the quickstart's data.</param>
    /// <param name="folder">Where to write; made if it is not there.</param>
    public static async Task<IReadOnlyList<string>> WriteAsync(string quickstart, string folder)
    {
        var parts = Turns.Distinct().ToDictionary(t => t, _ => new List<TextRecord>(), StringComparer.Ordinal);
        var number = 0;
        foreach (var file in Directory.GetFiles(quickstart, "addresses-*.parquet").Order(StringComparer.Ordinal))
        {
            foreach (var (id, passage) in await PassagesAsync(file))
            {
                var part = Turns[number++ * 7 % Turns.Length]; // 7 and 40 have no common factor: neighbours part
                var sentences = Sentences.Of(passage);
                parts[part].AddRange(sentences.Select((text, i) => new TextRecord($"{id}-{i + 1:00}", text, Sentences.Words(text), Day(part))));
            }
        }

        Directory.CreateDirectory(folder);
        foreach (var (part, records) in parts.Where(p => p.Key != HeldOut)) TextFile.Write(Path.Combine(folder, part + ".jsonl"), records);
        return [.. parts[HeldOut].Select(r => r.Text)];
    }

    private static IEnumerable<string> Fresh(int generation, int passages) => Enumerable.Repeat($"fresh-{generation}", passages);

    /// <summary>When a part is thought to have been collected: on the day of the generation that sees it first.</summary>
    private static DateOnly Day(string part) => Days.Of(part.StartsWith("fresh-", StringComparison.Ordinal) ? part[^1] - '0' : 0);

    private static async Task<IEnumerable<(string Id, string Text)>> PassagesAsync(string path)
    {
        await using var file = File.OpenRead(path);
        await using var reader = await ParquetReader.CreateAsync(file);
        using var rows = reader.OpenRowGroupReader(0);
        var (ids, texts) = (new string?[rows.RowCount], new string?[rows.RowCount]);
        await rows.ReadAsync(Field("id"), ids.AsMemory());
        await rows.ReadAsync(Field("text"), texts.AsMemory());
        return ids.Zip(texts, (id, text) => (id!, text!));

        DataField Field(string name) => reader.Schema.DataFields.Single(f => f.Name == name);
    }
}
