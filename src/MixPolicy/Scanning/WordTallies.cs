using System.Numerics;

namespace MixPolicy.Scanning;

/// <summary>
/// Sums word types up in a table of bounded size, which is emptied into partitions whenever it is full: the common types meet in the table, and
/// the rest join later. One worker an instance.
/// </summary>
internal sealed class WordTallies(RadixPartitions<WordTotal>.Writer partitions)
{
    private const int Slots = 1 << 16;
    private const int Full = Slots / 4 * 3;
    private readonly WordTotal[] _table = new WordTotal[Slots];
    private int _filled;

    /// <summary>Words of the records of the first half.</summary>
    public long WordsA { get; private set; }

    /// <summary>Words of the records of the second half.</summary>
    public long WordsB { get; private set; }

    /// <summary>The partition that a type goes to: the top bits of a hash that is sampled are much alike.</summary>
    public static ulong Spread(ulong hash) => BitOperations.RotateLeft(hash, 32);

    /// <summary>Adds a record.</summary>
    public void Add(WordsReader record, bool firstHalf)
    {
        if (firstHalf) WordsA += record.Words;
        else WordsB += record.Words;
        foreach (var type in record.Types) Add(WordTotal.Of(type, firstHalf));
    }

    /// <summary>Hands over what the table still holds; call once, last.</summary>
    public void Flush()
    {
        foreach (ref readonly var total in _table.AsSpan())
        {
            if (total.MostInOne > 0) partitions.Add(Spread(total.Hash), in total);
        }

        Array.Clear(_table);
        _filled = 0;
    }

    private void Add(in WordTotal total)
    {
        var at = (int)(total.Hash & (Slots - 1));
        while (_table[at].MostInOne > 0 && _table[at].Hash != total.Hash) at = (at + 1) & (Slots - 1);
        if (_table[at].MostInOne > 0)
        {
            _table[at] = _table[at].And(in total);
            return;
        }

        _table[at] = total;
        if (++_filled == Full) Flush();
    }
}
