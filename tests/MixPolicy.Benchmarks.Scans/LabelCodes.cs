using System.Runtime.InteropServices;
using System.Text;
using MixPolicy.Sources;

namespace MixPolicy.Benchmarks.Scans;

/// <summary>A column of few values in one file, a byte a record. An entry of the file's dictionary is looked at once.</summary>
internal sealed class LabelCodes
{
    /// <summary>More than most units hold: a list that need not grow leaves no garbage.</summary>
    public const int UsualRecords = 1 << 18;

    private readonly List<byte[]> _labels = [];
    private readonly List<byte> _codes = new(UsualRecords);
    private byte[] _ofEntry = [];
    private ValueColumn? _entries;
    private int _version;

    /// <summary>The values, in the order in which they were first seen; empty for missing.</summary>
    public IReadOnlyList<byte[]> Labels => _labels;

    public IReadOnlyList<string> Texts => [.. _labels.Select(Encoding.UTF8.GetString)];

    /// <summary>Of each record, the number of its value.</summary>
    public ReadOnlySpan<byte> Codes => CollectionsMarshal.AsSpan(_codes);

    public void Add(ValueColumn column)
    {
        var start = _codes.Count;
        CollectionsMarshal.SetCount(_codes, start + column.Count);
        var into = CollectionsMarshal.AsSpan(_codes)[start..];
        if (column.Entries is { } entries)
        {
            Learn(entries);
            var codes = column.Codes;
            for (var i = 0; i < into.Length; i++) into[i] = _ofEntry[codes[i]];
        }
        else
        {
            for (var i = 0; i < into.Length; i++) into[i] = CodeOf(column.Utf8(i));
        }
    }

    private void Learn(ValueColumn entries)
    {
        if (entries == _entries && entries.Version == _version) return;
        (_entries, _version) = (entries, entries.Version);
        if (_ofEntry.Length < entries.Count) _ofEntry = new byte[entries.Count];
        for (var i = 0; i < entries.Count; i++) _ofEntry[i] = CodeOf(entries.Utf8(i));
    }

    private byte CodeOf(ReadOnlySpan<byte> value)
    {
        for (var code = 0; code < _labels.Count; code++)
        {
            if (value.SequenceEqual(_labels[code])) return (byte)code;
        }

        if (_labels.Count > byte.MaxValue) throw new InvalidDataException("The column has more than 256 values: it is not one of labels.");
        _labels.Add(value.ToArray());
        return (byte)(_labels.Count - 1);
    }
}
