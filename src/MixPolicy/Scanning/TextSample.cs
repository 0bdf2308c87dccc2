using System.Buffers.Binary;
using MixPolicy.Hashing;

namespace MixPolicy.Scanning;

/// <summary>A uniform sample of the pool's texts, by digest: what gauges are taken of. Immutable.</summary>
internal sealed class TextSample
{
    private TextSample(SmallestTexts human, SmallestTexts other) => (Human, Other) = (human, other);

    /// <summary>Human texts.</summary>
    public SmallestTexts Human { get; }

    /// <summary>All other texts.</summary>
    public SmallestTexts Other { get; }

    /// <summary>The sample of an index; null when no rule asked for one.</summary>
    public static TextSample? Of(RecordIndex index, RecordSchema schema, CancellationToken cancellation)
    {
        if (!schema.Gatherings.Any(g => g.Kind == TextSampling.FileKind)) return null;
        var (human, other) = (new SmallestTexts(), new SmallestTexts());
        foreach (var unit in index.Units)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlyMemory<byte> bytes = File.ReadAllBytes(unit.PathOf(TextSampling.FileKind));
            Read(ref bytes, human);
            Read(ref bytes, other);
        }

        return new TextSample(human, other);
    }

    private static void Read(ref ReadOnlyMemory<byte> bytes, SmallestTexts into)
    {
        var below = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        var texts = new KeyValuePair<Digest256, byte[]>[BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[8..])];
        bytes = bytes[12..];
        for (var i = 0; i < texts.Length; i++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[Digest256.Size..]);
            texts[i] = new(new Digest256(bytes.Span), bytes.Slice(Digest256.Size + 4, length).ToArray());
            bytes = bytes[(Digest256.Size + 4 + length)..];
        }

        into.Add(below, texts);
    }
}
