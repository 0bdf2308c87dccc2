using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>What was found for the entries of a dictionary column, for as long as the dictionary stays. Not thread-safe.</summary>
internal sealed class EntryMemo<T>
    where T : struct
{
    private const int MaxEntries = 1 << 16;
    private ValueColumn? _entries;
    private int _version;
    private T?[] _found = [];

    /// <summary>Turns to a batch's column; what was found for another dictionary is forgotten.</summary>
    public void Turn(ValueColumn column)
    {
        if (column.Entries is not { } entries)
        {
            _entries = null;
            return;
        }

        if (entries == _entries && entries.Version == _version) return;
        (_entries, _version) = (entries, entries.Version);
        // A dictionary of so many entries saves little, and would make the memo large.
        if (entries.Count > MaxEntries) _entries = null;
        else if (_found.Length < entries.Count) _found = new T?[entries.Count];
        else Array.Clear(_found);
    }

    /// <summary>What was found for the entry of a record.</summary>
    public T? Find(ValueColumn column, int record) => _entries is null ? null : _found[column.Codes[record]];

    /// <summary>Keeps what was found, and returns it.</summary>
    public T Keep(ValueColumn column, int record, T value)
    {
        if (_entries is not null) _found[column.Codes[record]] = value;
        return value;
    }
}
