using System.Globalization;
using System.Text;
using MixPolicy.Policies;
using MixPolicy.Simulation;

namespace MixPolicy.ExampleData;

/// <summary>Texts that our own trigram model wrote after reading the addresses. What it was told is in the policy's tags for the source.</summary>
internal static class SyntheticTexts
{
    private const int Texts = 1200;
    private const int MaxWords = 220;
    private const ulong Seed = 20261122;

    private static readonly Decoding Decoding = new() { TopP = new Fraction(95, 100), BackOffBelow = 3 };

    /// <summary>The texts, by number. One that a person wrote word for word is left out: it would not be synthetic.</summary>
    public static IReadOnlyList<ExampleRecord> Write(IReadOnlyList<ExampleRecord> human, DateOnly written)
    {
        var texts = human.Select(r => r.Text).ToHashSet(StringComparer.Ordinal);
        var model = NGramModel.Train(human.Select(r => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(r.Text)));
        var writer = new NGramWriter(model, Decoding);
        return
        [
            .. Enumerable.Range(1, Texts)
                .Select(number => new ExampleRecord(
                    string.Create(CultureInfo.InvariantCulture, $"ngram-{number:0000}"), writer.Write(Seed, (ulong)number, MaxWords), "en", written))
                .Where(record => texts.Add(record.Text)),
        ];
    }
}
