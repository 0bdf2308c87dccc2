using System.Text;
using MixPolicy.Simulation;
using Parquet;
using Parquet.Schema;

namespace MixPolicy.Examples.Generations;

/// <summary>What a model is trained on: the records that a manifest names, each as often as it says. A trainer of yours would read it just so.</summary>
/// <param name="Human">Human texts, each as often as it is seen.</param>
/// <param name="Synthetic">The others.</param>
/// <param name="FreshWords">Words of fresh human texts.</param>
internal sealed record TrainingSet(IReadOnlyList<string> Human, IReadOnlyList<string> Synthetic, long FreshWords)
{
    /// <summary>All texts.</summary>
    public IEnumerable<string> Texts => Human.Concat(Synthetic);

    /// <summary>Reads a manifest.</summary>
    /// <param name="manifest">The file.</param>
    /// <param name="folder">The policy's folder, from which the manifest counts its sources' files.</param>
    public static async Task<TrainingSet> ReadAsync(string manifest, string folder)
    {
        await using var stream = File.OpenRead(manifest);
        await using var reader = await ParquetReader.CreateAsync(stream);
        var lines = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var (human, synthetic, fresh) = (new List<string>(), new List<string>(), 0L);
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            var (files, origins) = (new string?[rows.RowCount], new string?[rows.RowCount]);
            var (numbers, repetitions, areFresh) = (new long[rows.RowCount], new int[rows.RowCount], new bool?[rows.RowCount]);
            await rows.ReadAsync(Field("file"), files.AsMemory());
            await rows.ReadAsync(Field("origin"), origins.AsMemory());
            await rows.ReadAsync(Field("row"), numbers.AsMemory());
            await rows.ReadAsync(Field("repetitions"), repetitions.AsMemory());
            await rows.ReadAsync(Field("fresh"), areFresh.AsMemory());
            for (var i = 0; i < files.Length; i++)
            {
                if (!lines.TryGetValue(files[i]!, out var texts)) lines.Add(files[i]!, texts = TextFile.Read(Path.Combine(folder, files[i]!)));
                var text = texts[numbers[i]];
                (origins[i] == "human" ? human : synthetic).AddRange(Enumerable.Repeat(text, repetitions[i]));
                if (areFresh[i] == true) fresh += (long)Sentences.Words(text) * repetitions[i];
            }
        }

        return new TrainingSet(human, synthetic, fresh);

        DataField Field(string name) => reader.Schema.DataFields.Single(f => f.Name == name);
    }

    /// <summary>Trains the bigram model of this set.</summary>
    public NGramModel Train() => NGramModel.Train(Texts.Select(t => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(t)), order: 2);
}
