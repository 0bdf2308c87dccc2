namespace MixPolicy.Benchmarks.Corpus;

/// <summary>
/// Makes record n from the seed and n alone, so files can be made side by side, in any order, in either format, and hold the same records.
/// Thread-safe once made.
/// </summary>
internal sealed class RecordMaker(CorpusSpec spec)
{
    /// <summary>2026-11-01T00:00:00Z, the policy's <c>as_of</c>, in seconds since 1970.</summary>
    private const long AsOf = 1_793_491_200;
    private const int Day = 86_400;

    private static readonly int Synthetic = Labels.Origins.IndexOf("synthetic");
    private static readonly int Mixed = Labels.Origins.IndexOf("mixed");
    private static readonly int Edited = Labels.Origins.IndexOf("human_edited");

    private readonly TextMaker _texts = new();
    private readonly LengthTable _lengths = new(spec.MeanBytes);
    private readonly AliasTable _domains = new(Labels.Domains.Length);

    /// <summary>Refills the batch with the records from <paramref name="first"/> on, of one source.</summary>
    public void Fill(CorpusBatch batch, string source, long first, int rows)
    {
        batch.Clear();
        for (var row = 0; row < rows; row++)
        {
            var number = (ulong)(first + row);
            // Mixed twice: the generator steps its state by a constant, so neighbouring seeds must not be neighbours.
            var random = new SplitMix64(SplitMix64.Mix(CorpusSpec.Seed ^ SplitMix64.Mix(number)));
            batch.Ids[row] = SplitMix64.Mix(CorpusSpec.Seed + number);
            FillText(ref random, batch, row);
            FillOrigin(ref random, batch, row, source);
            batch.CollectedAt[row] = CollectedAt(ref random, source);
            batch.Licenses[row] = (sbyte)(random.Below(100) < 3 ? -1 : random.Below(Labels.Licenses.Length));
            batch.Domains[row] = (short)_domains.Draw(ref random);
        }

        batch.Rows = rows;
    }

    private void FillText(ref SplitMix64 random, CorpusBatch batch, int row)
    {
        var language = Language(random.Below(1000));
        var start = batch.TextLength;
        _texts.Append(ref random, language, _lengths.Draw(ref random), batch);
        batch.TextEnds[row] = batch.TextLength;
        batch.Languages[row] = (byte)language;
        var bytes = batch.TextLength - start;
        // About 4 bytes a token, a little different from text to text, as tokenizers are.
        batch.Tokens[row] = Math.Max(1, (bytes * (230 + random.Below(52)) / 1024) + 1);
    }

    private static void FillOrigin(ref SplitMix64 random, CorpusBatch batch, int row, string source)
    {
        var chance = random.Below(100);
        var origin = source switch
        {
            "web" => chance < 3 ? Edited : 0,
            "books" => 0,
            _ => chance < 6 ? Edited : chance < 10 ? Mixed : Synthetic,
        };
        var written = origin == Synthetic || origin == Mixed;
        batch.Origins[row] = (byte)origin;
        batch.Generators[row] = (sbyte)(written ? random.Below(Labels.Generators.Length) : -1);
        batch.Depths[row] = written ? (random.Below(10) == 0 ? 2 : 1) : 0;
    }

    /// <summary>Three quarters of the web were collected in the 180 days before as_of; books are decades older.</summary>
    private static long CollectedAt(ref SplitMix64 random, string source)
    {
        var (newest, days) = source switch
        {
            "web" when random.Below(4) > 0 => (1, 178),
            "web" => (200, 700),
            "books" => (3_000, 9_000),
            _ => (1, 500),
        };
        return AsOf - ((long)newest * Day) - random.Below(days * Day);
    }

    /// <summary>87 % English, 6 % with accents, 4 % Cyrillic, 1 % Han, and two small languages.</summary>
    private static int Language(int chance) => chance switch
    {
        < 870 => 0,
        < 900 => 1,
        < 925 => 2,
        < 945 => 3,
        < 985 => 4,
        < 995 => 5,
        < 998 => 6,
        _ => 7,
    };
}
