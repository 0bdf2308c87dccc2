using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>
/// A column as one number a row. What a row says is found once for each entry of a dictionary where the column has one. Not thread-safe.
/// </summary>
/// <param name="column">Where the column stands in a batch.</param>
/// <param name="find">The number of a row; never <see cref="long.MinValue"/>.</param>
internal sealed class RowNumbers(int column, Func<ValueColumn, int, long> find)
{
    private const long NotYet = long.MinValue;
    private long[] _rows = [];
    private long[] _ofEntry = [];
    private (ValueColumn? Entries, int Version) _dictionary;

    /// <summary>The number of a row of the batch turned to.</summary>
    public long this[int row] => _rows[row];

    /// <summary>Turns to a batch.</summary>
    public void Turn(RecordBatch batch)
    {
        var cells = batch.Columns[column];
        if (_rows.Length < batch.Count) _rows = new long[batch.Count];
        var rows = _rows.AsSpan(0, batch.Count);
        if (cells.Entries is not { } entries)
        {
            for (var row = 0; row < rows.Length; row++) rows[row] = find(cells, row);
            return;
        }

        if (cells.Dictionary != _dictionary)
        {
            _dictionary = cells.Dictionary;
            if (_ofEntry.Length < entries.Count) _ofEntry = new long[entries.Count];
            _ofEntry.AsSpan(0, entries.Count).Fill(NotYet);
        }

        var codes = cells.Codes;
        for (var row = 0; row < rows.Length; row++)
        {
            ref var known = ref _ofEntry[codes[row]];
            if (known == NotYet) known = find(cells, row);
            rows[row] = known;
        }
    }
}
