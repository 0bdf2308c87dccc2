using MixPolicy.Hashing;

namespace MixPolicy.Scanning;

/// <summary>
/// Which words are rare, counted over the whole reference outside memory, and what each record holds of them. A record of the reference is measured
/// against the others: a word is rare to it when they hold it, and seldom. So text that is in the reference and text that is not are measured alike.
/// Immutable once made; thread-safe.
/// </summary>
internal sealed class RareWords
{
    /// <summary>Shares of rare words that divide the levels of <see cref="RecordFact.RareWords"/>, in halves of the reference's.</summary>
    private static readonly int[] LevelHalves = [0, 2, 4];

    private readonly RecordIndex _index;
    private readonly RareWordTable _table;
    private readonly int _maxCount;

    private RareWords(WordsNeed need, RecordIndex index, RareWordTable table, int maxCount, WordReference reference) =>
        (Need, _index, _table, _maxCount, Reference) = (need, index, table, maxCount, reference);

    /// <summary>What was asked for.</summary>
    public WordsNeed Need { get; }

    /// <summary>What the mix's words are measured against.</summary>
    public WordReference Reference { get; }

    /// <summary>Counts the reference; null when no rule asks. Sets facts of records where the need says so.</summary>
    /// <param name="schema">What the rules look at.</param>
    /// <param name="index">Every record that may be taken, with its marks.</param>
    /// <param name="threads">Workers, at least 1; changes no figure.</param>
    /// <param name="cancellation">Ends it.</param>
    public static RareWords? Take(RecordSchema schema, RecordIndex index, int threads, CancellationToken cancellation)
    {
        if (schema.Words is not { } need) return null;
        using var partitions = new RadixPartitions<WordTotal>(Path.Combine(index.WorkFolder, "words"));
        var tallies = Tally(need, index, partitions, threads, cancellation);
        var (wordsA, wordsB) = (tallies.Sum(t => t.WordsA), tallies.Sum(t => t.WordsB));
        var maxCount = need.MaxCount(wordsA + wordsB);
        var lastHash = need.LastHash;
        WordJoin? join;
        while ((join = WordJoin.Run(partitions, maxCount, lastHash, threads, cancellation)) is null) lastHash /= 2;
        var words = new RareWords(need, index, new RareWordTable(join.Types), maxCount, join.Counter.Reference(wordsA, wordsB, 0));
        var rare = words.Measure(join.Counter.Tokens, threads, cancellation);
        return new RareWords(need, index, words._table, maxCount, words.Reference with { Rare = rare });
    }

    /// <summary>Opens what was kept of a unit's words.</summary>
    public WordsReader Open(int unit) => new(_index.Units[unit].PathOf(WordsNeed.FileKind));

    /// <summary>How many words of a record are rare to it, of those whose types are counted.</summary>
    /// <param name="record">The record's words.</param>
    /// <param name="isReference">Whether it is of the reference.</param>
    public long Rare(WordsReader record, bool isReference)
    {
        long rare = 0;
        foreach (var type in record.Types)
        {
            var others = _table.Count(type.Hash) - (isReference ? type.Count : 0);
            if (others >= 1 && others <= _maxCount) rare += type.Count;
        }

        return rare;
    }

    /// <summary>Whether a type is one of the reference's rare ones.</summary>
    public bool IsRare(ulong hash) => _table.Count(hash) is >= 1 and var count && count <= _maxCount;

    private static IReadOnlyList<WordTallies> Tally(
        WordsNeed need, RecordIndex index, RadixPartitions<WordTotal> partitions, int threads, CancellationToken cancellation)
    {
        var tallies = index.ForEachUnit(
            threads,
            () => new WordTallies(partitions.Open()),
            (unit, tally) =>
            {
                var result = index.Units[unit];
                bool[] isReference = [.. result.Classes.Select(c => need.IsReference(c.Source, c.Origin))];
                if (!isReference.Contains(true)) return;
                using var records = new UnitReader(index, unit);
                using var words = new WordsReader(result.PathOf(WordsNeed.FileKind));
                while (records.Next(IndexBlock.Columns.All))
                {
                    cancellation.ThrowIfCancellationRequested();
                    for (var i = 0; i < records.Block.Count; i++)
                    {
                        if (records.Occurrences[i] < 0 || !isReference[records.Block.Classes[i]])
                        {
                            words.Skip();
                            continue;
                        }

                        words.Next();
                        tally.Add(words, IsFirstHalf(records.Block.Digests[i]));
                    }
                }
            },
            cancellation);
        foreach (var tally in tallies) tally.Flush();
        return tallies;
    }

    /// <summary>Which half of the reference a record is in: copies of a text are in one.</summary>
    public static bool IsFirstHalf(in Digest256 digest) => (digest.Head & 1) == 0;

    /// <summary>Measures every record; returns the rare words of the reference.</summary>
    private long Measure(long tokens, int threads, CancellationToken cancellation)
    {
        var sums = _index.ForEachUnit(threads, () => new long[1], (unit, sum) => sum[0] += Measure(unit, tokens, cancellation), cancellation);
        return sums.Sum(s => s[0]);
    }

    private long Measure(int unit, long tokens, CancellationToken cancellation)
    {
        bool[] isReference = [.. _index.Units[unit].Classes.Select(c => Need.IsReference(c.Source, c.Origin))];
        if (!Need.Divides && !isReference.Contains(true)) return 0;
        using var records = new UnitReader(_index, unit);
        using var words = Open(unit);
        long sum = 0;
        while (records.Next(IndexBlock.Columns.Plan))
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < records.Block.Count; i++)
            {
                words.Next();
                if (records.Occurrences[i] < 0) continue;
                var isMember = isReference[records.Block.Classes[i]];
                var rare = Rare(words, isMember);
                if (isMember) sum += rare;
                if (Need.Divides && Level(rare, words.Words, tokens) is > 0 and var level)
                {
                    _index.Facts.Add(records.UnitStart + records.BlockStart + i, RecordFact.OfRareWords(level));
                }
            }
        }

        return sum;
    }

    /// <summary>How many of the dividing shares a record's share of rare words is above.</summary>
    private int Level(long rare, long words, long tokens)
    {
        var level = 0;
        foreach (var halves in LevelHalves)
        {
            if ((Int128)2 * rare * Reference.Words > (Int128)halves * tokens * words) level++;
        }

        return level;
    }
}
