using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>
/// Finds the class of a record by its dictionary codes, where all that tells the records of a batch apart is coded; asks the table else.
/// Not thread-safe.
/// </summary>
internal sealed class ClassMemo(ClassTable table, SourceLayout layout, RecordSchema schema)
{
    private const int SlotBits = 12;
    private const int MaxDepth = 1000;

    /// <summary>With depth, origin, freshness and date that still fits 64 bits.</summary>
    private const ulong MaxCodes = 1UL << 40;

    private readonly int[] _columns =
    [
        .. schema.Uses.Select((_, use) => use).Where(use => schema.KindOfUse[use] == UseKind.Column)
            .Select(use => layout.Columns[schema.ColumnOfUse[use]]).Where(column => column >= 0).Distinct(),
    ];

    private readonly (ValueColumn? Entries, int Version)[] _dictionaries = new (ValueColumn?, int)[layout.Paths.Count];
    private readonly (ulong Key, int Number)[] _slots = new (ulong, int)[1 << SlotBits];
    private RecordBatch _batch = new([]);
    private bool _coded;

    /// <summary>Turns to a batch; what was found under other dictionaries is forgotten.</summary>
    public void Turn(RecordBatch batch)
    {
        _batch = batch;
        _coded = true;
        var changed = false;
        UInt128 codes = 1;
        foreach (var column in _columns)
        {
            // All of them are looked at, also when one is not coded: a dictionary that changes meanwhile must be noticed.
            var dictionary = batch.Columns[column].Dictionary;
            changed |= _dictionaries[column] != dictionary;
            _dictionaries[column] = dictionary;
            codes *= (uint)(dictionary.Entries?.Count ?? 1);
            _coded &= dictionary.Entries is not null && codes <= MaxCodes;
        }

        if (changed) Array.Clear(_slots);
    }

    /// <summary>The number of the class of the record that the values are turned to.</summary>
    public int Number(BatchValues values, int record)
    {
        if (!_coded || values.Depth > MaxDepth) return table.Number(values.Origin, values.Depth, values.Dates, values);

        // One number for all that the class depends on; never 0.
        ulong key = 1;
        foreach (var column in _columns) key = (key * (uint)_dictionaries[column].Entries!.Count) + (uint)_batch.Columns[column].Codes[record];
        key = (key * (MaxDepth + 2)) + (uint)((values.Depth ?? -1) + 1);
        key = (key * 8) + (ulong)values.Origin;
        key = (key * DateFacts.Codes) + (ulong)values.Dates.Code;
        key = (key * 2) + (values.CollectedAt is null ? 0u : 1u);
        ref var slot = ref _slots[(key * 0x9E37_79B9_7F4A_7C15) >> (64 - SlotBits)];
        if (slot.Key != key) slot = (key, table.Number(values.Origin, values.Depth, values.Dates, values));
        return slot.Number;
    }
}
