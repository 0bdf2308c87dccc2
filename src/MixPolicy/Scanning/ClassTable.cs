using System.Buffers.Binary;
using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>
/// Interns what rules can tell records apart by. Numbers classes in the order in which they are first seen, so one table serves one file
/// (or one manifest) and tables are joined afterwards. Not thread-safe.
/// </summary>
internal sealed class ClassTable(string source, RecordSchema schema)
{
    /// <summary>A column that tells nearly every record apart is no property of groups; holding all its values would hold the records.</summary>
    private const int MaxClasses = 100_000;
    private const long MaxBytes = 64 << 20;

    private readonly Dictionary<byte[], int> _numbers = new(new ByteKeys());
    private readonly List<RecordClass> _classes = [];
    private byte[] _key = new byte[256];
    private long _bytes;

    /// <summary>The classes seen so far, by number.</summary>
    public IReadOnlyList<RecordClass> Classes => _classes;

    /// <summary>The number of the class of a record.</summary>
    /// <param name="origin">Where the text comes from.</param>
    /// <param name="depth">Models between it and human text; null when unknown.</param>
    /// <param name="dates">What rules ask of its date.</param>
    /// <param name="values">The record's attributes, in the order of <see cref="RecordSchema.Uses"/>.</param>
    public int Number(Origin origin, int? depth, DateFacts dates, AttributeValues values)
    {
        _key[0] = (byte)origin;
        _key[1] = (byte)dates.Code;
        BinaryPrimitives.WriteInt32LittleEndian(_key.AsSpan(2), depth ?? -1);
        var length = 6;
        for (var i = 0; i < schema.Uses.Count; i++)
        {
            var value = values.Kept(i, out var present);
            while (_key.Length < length + 4 + value.Length) Array.Resize(ref _key, _key.Length * 2);
            BinaryPrimitives.WriteInt32LittleEndian(_key.AsSpan(length), present ? value.Length : -1);
            value.CopyTo(_key.AsSpan(length + 4));
            length += 4 + value.Length;
        }

        var lookup = _numbers.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(_key.AsSpan(0, length), out var number)) return number;
        _bytes += length;
        if (_classes.Count == MaxClasses || _bytes > MaxBytes) throw TooMany();
        number = _classes.Count;
        lookup[_key.AsSpan(0, length)] = number;
        _classes.Add(new RecordClass(source, origin, depth, dates.Fresh, Texts(values), dates.NeedsEvidence));
        return number;
    }

    private SourceFileException TooMany()
    {
        var attributes = string.Join(", ", schema.Uses.Where(u => u.NeedsValue).Select(u => u.Attribute));
        return new SourceFileException(
            Codes.TooComplex,
            $"what the rules tell records apart by ({attributes}) has too many different values in source '{source}': at most {MaxClasses} combinations, of {MaxBytes >> 20} MB in all, are held",
            "map these attributes to columns that name few things, such as a model's name and not a request's id");
    }

    private string?[] Texts(AttributeValues values)
    {
        var texts = new string?[schema.Uses.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var value = values.Kept(i, out var present);
            texts[i] = present ? Encoding.UTF8.GetString(value) : null;
        }

        return texts;
    }
}
