using System.Buffers.Text;
using MixPolicy.Scanning;

namespace MixPolicy.Manifests;

/// <summary>Fills the <see cref="WordColumns"/> of a unit's rows. Not thread-safe.</summary>
internal sealed class WordColumnsWriter : IDisposable
{
    private readonly RareWords _words;
    private readonly WordsReader _records;
    private readonly bool[] _isReference;
    private byte[] _types = [];

    /// <summary>Opens a unit; null where no rule counts words.</summary>
    public static WordColumnsWriter? Open(Inventory inventory, int unit) => inventory.Words is { } words ? new WordColumnsWriter(words, inventory, unit) : null;

    private WordColumnsWriter(RareWords words, Inventory inventory, int unit)
    {
        (_words, _records) = (words, words.Open(unit));
        _isReference = [.. inventory.Index.Units[unit].Classes.Select(c => words.Need.IsReference(c.Source, c.Origin))];
    }

    /// <summary>Passes over a record that is not in the mix.</summary>
    public void Skip() => _records.Skip();

    /// <summary>Adds the next record's values.</summary>
    /// <param name="recordClass">Its class, in the unit's numbering.</param>
    /// <param name="columns">The manifest's columns, of which the last are meant.</param>
    public void Add(int recordClass, ReadOnlySpan<ColumnBuffer> columns)
    {
        _records.Next();
        columns[^3].Add(_records.Words);
        columns[^2].Add(_words.Rare(_records, _isReference[recordClass]));
        var types = Types();
        if (types.IsEmpty) columns[^1].AddNull();
        else columns[^1].Add(types);
    }

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();

    private ReadOnlySpan<byte> Types()
    {
        var room = _records.Types.Length * (WordColumns.TypeDigits + 1);
        if (_types.Length < room) _types = new byte[2 * room];
        var at = 0;
        foreach (var type in _records.Types)
        {
            if (!_words.IsRare(type.Hash)) continue;
            if (at > 0) _types[at++] = (byte)' ';
            Utf8Formatter.TryFormat(type.Hash, _types.AsSpan(at), out var written, new('x', WordColumns.TypeDigits));
            at += written;
        }

        return _types.AsSpan(0, at);
    }
}
