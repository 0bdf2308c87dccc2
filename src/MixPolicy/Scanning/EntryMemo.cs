using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>What was found for the entries of a dictionary column, for as long as the dictionary stays. Not thread-safe.</summary>
internal sealed class EntryMemo<T>
    where T : struct
{
    private const int MaxEntries = 1 << 16;
    private (ValueColumn? Entries, int Version) _dictionary;
    private bool _remembers;
    private T?[] _found = [];

    /// <summary>Turns to a batch's column; what was found for another dictionary is forgotten.</summary>
    public void Turn(ValueColumn column)
    {
        if (column.Dictionary == _dictionary) return;
        _dictionary = column.Dictionary;
        // A dictionary of too many entries saves little, and would make the memo large.
        _remembers = _dictionary.Entries?.Count <= MaxEntries;
        if (!_remembers) return;
        if (_found.Length < _dictionary.Entries!.Count) _found = new T?[_dictionary.Entries.Count];
        else Array.Clear(_found);
    }

    /// <summary>What was found for the entry of a record.</summary>
    public T? Find(ValueColumn column, int record) => _remembers ? _found[column.Codes[record]] : null;

    /// <summary>Keeps what was found, and returns it.</summary>
    public T Keep(ValueColumn column, int record, T value)
    {
        if (_remembers) _found[column.Codes[record]] = value;
        return value;
    }
}
