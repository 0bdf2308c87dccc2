using System.Buffers.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>Counts the words of a manifest's rows. One worker an instance.</summary>
internal sealed class WordRows
{
    private readonly WordsNeed _need;
    private readonly RadixPartitions<SeenType>.Writer _types;
    private readonly int _origin;
    private readonly int _words;
    private readonly int _rare;
    private readonly int _rareTypes;

    /// <summary>A counter that leaves types to be grouped.</summary>
    public WordRows(RecountLayout layout, RadixPartitions<SeenType> types)
    {
        (_need, _types) = (layout.Schema.Words!, types.Open());
        (_origin, _words) = (layout.At("origin"), layout.At(WordColumns.Words));
        (_rare, _rareTypes) = (layout.At(WordColumns.RareTokens), layout.At(WordColumns.RareTypes));
    }

    /// <summary>Words × repetitions and rare words × repetitions of all rows, then of those outside the reference.</summary>
    public Int128[] Sums { get; } = new Int128[4];

    /// <summary>Words of all rows, each once.</summary>
    public long Once { get; private set; }

    /// <summary>Words of the rows outside the reference, each once.</summary>
    public long OnceOutside { get; private set; }

    /// <summary>Counts a row.</summary>
    /// <exception cref="SourceFileException">It cannot be counted.</exception>
    public void Count(RecordBatch batch, int row, string source, long times)
    {
        var (words, rare) = (Number(batch, _words, WordColumns.Words, row), Number(batch, _rare, WordColumns.RareTokens, row));
        if (rare > words) throw Fault(batch, row, $"{WordColumns.RareTokens} is more than {WordColumns.Words}");
        var isOutside = !_need.IsReference(source, ManifestValues.OriginOf(batch.Columns[_origin], row));
        Sums[0] += (Int128)words * times;
        Sums[1] += (Int128)rare * times;
        Once += words;
        if (isOutside)
        {
            OnceOutside += words;
            Sums[2] += (Int128)words * times;
            Sums[3] += (Int128)rare * times;
        }

        AddTypes(batch, row, isOutside);
    }

    private void AddTypes(RecordBatch batch, int row, bool isOutside)
    {
        var text = batch.Columns[_rareTypes].Utf8(row);
        while (!text.IsEmpty)
        {
            if (text.Length < WordColumns.TypeDigits || !Utf8Parser.TryParse(text[..WordColumns.TypeDigits], out ulong hash, out var read, 'x')
                || read != WordColumns.TypeDigits || (text.Length > read && text[read] != (byte)' '))
            {
                throw Fault(batch, row, $"{WordColumns.RareTypes} is not a list of hashes of {WordColumns.TypeDigits} hex digits parted by single spaces");
            }

            _types.Add(WordTallies.Spread(hash), new SeenType(hash, isOutside));
            text = text[Math.Min(text.Length, read + 1)..];
        }
    }

    private static long Number(RecordBatch batch, int column, string name, int row)
    {
        var cells = batch.Columns[column];
        return cells.Kind(row) == ValueKind.Integer && cells.Number(row) is >= 0 and <= int.MaxValue and var value
            ? value
            : throw Fault(batch, row, $"{name} is not a whole number from 0");
    }

    private static SourceFileException Fault(RecordBatch batch, int row, string what) =>
        new(Codes.ManifestUnreadable, $"{RowPlace.Words(batch.RowGroup, batch.Row(row))} of the manifest: {what}");
}
