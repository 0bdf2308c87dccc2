using System.Runtime.Intrinsics;

namespace MixPolicy.Sources.Lines;

/// <summary>
/// The keys that an object has had from record to record, each with the one that came next: mostly it does again, and is known by one
/// comparison. Keys that are long, or too many, are looked up among the mapped ones each time. Not thread-safe.
/// </summary>
internal sealed unsafe class JsonKeyTable(JsonKey parent)
{
    private const int Most = 64;
    private readonly Entry[] _entries = new Entry[Most];
    private int _count = 1;
    private int _at;

    /// <summary>Starts at an object's first key.</summary>
    public void Begin() => _at = 0;

    /// <summary>Passes a key without escapes.</summary>
    /// <param name="from">Behind its opening quote.</param>
    /// <param name="key">The key if it is on the way to a mapped value.</param>
    /// <returns>The place behind its closing quote; null if it is not a plain string.</returns>
    public byte* Pass(byte* from, out JsonKey? key)
    {
        var bytes = Vector256.Load(from);
        ref var next = ref _entries[_entries[_at].Next];
        if (next.Is(bytes))
        {
            _at = _entries[_at].Next;
            key = next.Key;
            return from + next.Length;
        }

        return Find(from, bytes, out key);
    }

    private byte* Find(byte* from, Vector256<byte> bytes, out JsonKey? key)
    {
        key = null;
        var end = JsonText.Special(from);
        if (*end != '"') return null;
        var name = new ReadOnlySpan<byte>(from, (int)(end - from));
        var entry = 1;
        while (entry < _count && !_entries[entry].Is(bytes)) entry++;
        if (entry == _count && name.Length < Vector256<byte>.Count && _count < Most) _entries[_count++] = new Entry(name, Mapped(name));
        if (entry == _count)
        {
            key = Mapped(name);
        }
        else
        {
            _entries[_at].Next = entry;
            _at = entry;
            key = _entries[entry].Key;
        }

        return end + 1;
    }

    private JsonKey? Mapped(ReadOnlySpan<byte> name)
    {
        foreach (var child in parent.Children)
        {
            if (name.SequenceEqual(child.Utf8)) return child;
        }

        return null;
    }

    private struct Entry
    {
        private readonly Vector256<byte> _bytes;
        private readonly uint _mask;

        /// <summary>An entry for a name shorter than a vector, so that its closing quote fits too.</summary>
        public Entry(ReadOnlySpan<byte> name, JsonKey? key)
        {
            Span<byte> bytes = stackalloc byte[Vector256<byte>.Count];
            bytes.Clear();
            name.CopyTo(bytes);
            bytes[name.Length] = (byte)'"';
            _bytes = Vector256.Create<byte>(bytes);
            Length = name.Length + 1;
            _mask = uint.MaxValue >> (Vector256<byte>.Count - Length);
            Key = key;
        }

        /// <summary>Bytes of the key and its closing quote.</summary>
        public int Length { get; }

        public JsonKey? Key { get; }

        /// <summary>The entry that followed last time; 0 if none has.</summary>
        public int Next { get; set; }

        public readonly bool Is(Vector256<byte> bytes) => _mask != 0 && (~Vector256.Equals(_bytes, bytes).ExtractMostSignificantBits() & _mask) == 0;
    }
}
