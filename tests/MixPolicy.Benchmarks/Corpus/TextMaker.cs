namespace MixPolicy.Benchmarks.Corpus;

/// <summary>Writes texts of Zipf-distributed words in the script of a language. Thread-safe once made.</summary>
internal sealed class TextMaker
{
    private readonly Vocabulary _latin = new(Script.Latin, 40_000, CorpusSpec.Seed + 1);
    private readonly Vocabulary _accented = new(Script.Accented, 30_000, CorpusSpec.Seed + 2);
    private readonly Vocabulary _cyrillic = new(Script.Cyrillic, 30_000, CorpusSpec.Seed + 3);
    private readonly Vocabulary _han = new(Script.Han, 8_000, CorpusSpec.Seed + 4);

    /// <summary>Appends whole words until the text holds about <paramref name="bytes"/> bytes.</summary>
    public void Append(ref SplitMix64 random, int language, int bytes, CorpusBatch batch)
    {
        var words = Labels.Languages[language] switch
        {
            "en" or "sw" => _latin,
            "ru" => _cyrillic,
            "zh" => _han,
            _ => _accented,
        };

        // Ending half a word early keeps the mean: the last word runs over by as much.
        var end = batch.TextLength + Math.Max(1, bytes - 3);
        while (true)
        {
            batch.Append(words.Draw(ref random));
            if (batch.TextLength >= end)
                break;
            batch.Append(Separator(random.Below(256)));
        }

        batch.Append("."u8);
    }

    /// <summary>Mostly spaces; now and then punctuation, and what JSON must escape: line breaks, tabs and quotes.</summary>
    private static ReadOnlySpan<byte> Separator(int chance) => chance switch
    {
        < 14 => ". "u8,
        < 28 => ", "u8,
        < 31 => "\n"u8,
        < 33 => " \""u8,
        < 35 => "\" "u8,
        < 36 => "\t"u8,
        _ => " "u8,
    };
}
