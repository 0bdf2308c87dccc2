using System.IO.Hashing;
using System.Runtime.InteropServices;
using MixPolicy.Hashing;

namespace MixPolicy.Scanning;

/// <summary>Gathers the bands of the texts' signatures: so many 64-bit hashes a record, all zero for a text without words. Immutable.</summary>
internal sealed record NearGathering(NearBands Bands) : ITextGathering
{
    /// <summary>What the units' files are called.</summary>
    public const string FileKind = "near";

    /// <inheritdoc/>
    public string Kind => FileKind;

    /// <inheritdoc/>
    public string Settings => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Bands.Bands}x{Bands.Rows}");

    /// <inheritdoc/>
    public ITextGatherer Open(string path) => new Writer(path, Bands);

    private sealed class Writer(string path, NearBands bands) : ITextGatherer
    {
        private const int Buffered = 512;
        private readonly FileStream _file = ScratchFiles.Create(path);
        private readonly XxHash128 _hash = new();
        private readonly NearSignature _signature = new(bands);
        private readonly ulong[] _hashes = new ulong[Buffered * bands.Bands];
        private int _filled;

        /// <inheritdoc/>
        public void Add(ReadOnlySpan<byte> text, in Digest256 digest, Origin origin)
        {
            if (_filled == _hashes.Length) Flush();
            var record = _hashes.AsSpan(_filled, bands.Bands);
            record.Clear();
            _signature.Of(text).CopyTo(record);
            _filled += bands.Bands;
        }

        /// <inheritdoc/>
        public string Complete()
        {
            Flush();
            return Convert.ToHexStringLower(_hash.GetCurrentHash());
        }

        /// <inheritdoc/>
        public void Dispose() => _file.Dispose();

        private void Flush()
        {
            var bytes = MemoryMarshal.AsBytes(_hashes.AsSpan(0, _filled));
            ScratchFiles.Write(_file, bytes);
            _hash.Append(bytes);
            _filled = 0;
        }
    }
}
