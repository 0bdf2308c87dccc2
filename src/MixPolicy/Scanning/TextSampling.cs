using System.Buffers.Binary;
using System.IO.Hashing;
using MixPolicy.Hashing;

namespace MixPolicy.Scanning;

/// <summary>
/// Keeps the texts with the smallest digests, of human texts and of all others apart: who is kept depends on the texts alone, so that the samples of
/// units add up to that of the pool, whatever the order and the number of threads.
/// </summary>
internal sealed class TextSampling : ITextGathering
{
    /// <summary>Bytes of text that are kept of human text, and as many of all other: some 200,000 words.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Of a longer text the beginning is kept, so that one book does not fill the sample.</summary>
    public const int MaxTextBytes = 8 << 10;

    /// <summary>What the files are called.</summary>
    public const string FileKind = "sample";

    /// <inheritdoc/>
    public string Kind => FileKind;

    /// <inheritdoc/>
    public string Settings => $"{MaxBytes}/{MaxTextBytes}";

    /// <inheritdoc/>
    public ITextGatherer Open(string path) => new Sampler(path);

    private sealed class Sampler(string path) : ITextGatherer
    {
        private readonly FileStream _file = ScratchFiles.Create(path);
        private readonly SmallestTexts _human = new();
        private readonly SmallestTexts _other = new();

        public void Add(ReadOnlySpan<byte> text, in Digest256 digest, Origin origin) => (origin.IsHuman() ? _human : _other).Add(text, in digest);

        /// <summary>For human and for other texts: the head that a digest must be below (little-endian), how many there are; then digest, length, text.</summary>
        public string Complete()
        {
            using var bytes = new MemoryStream();
            Span<byte> number = stackalloc byte[Digest256.Size];
            foreach (var kept in new[] { _human, _other })
            {
                BinaryPrimitives.WriteUInt64LittleEndian(number, kept.Below);
                BinaryPrimitives.WriteInt32LittleEndian(number[8..], kept.Texts.Count);
                bytes.Write(number[..12]);
                foreach (var (digest, text) in kept.Texts)
                {
                    digest.CopyTo(number);
                    bytes.Write(number);
                    BinaryPrimitives.WriteInt32LittleEndian(number, text.Length);
                    bytes.Write(number[..4]);
                    bytes.Write(text);
                }
            }

            var span = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
            ScratchFiles.Write(_file, span);
            return Convert.ToHexStringLower(XxHash128.Hash(span));
        }

        public void Dispose() => _file.Dispose();
    }
}
