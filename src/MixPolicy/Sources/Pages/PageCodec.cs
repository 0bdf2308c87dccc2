using System.IO.Compression;
using K4os.Compression.LZ4;
using Parquet.Meta;
using Snappier;
using ZstdSharp;

namespace MixPolicy.Sources.Pages;

/// <summary>Decompresses page bodies into reused buffers. One a worker; not thread-safe.</summary>
internal sealed class PageCodec : IDisposable
{
    private Decompressor? _zstd;

    /// <summary>Whether pages of a codec are decoded here; the rest is left to Parquet.Net.</summary>
    public static bool Knows(CompressionCodec codec) => codec is CompressionCodec.UNCOMPRESSED or CompressionCodec.SNAPPY
        or CompressionCodec.GZIP or CompressionCodec.BROTLI or CompressionCodec.ZSTD or CompressionCodec.LZ4_RAW;

    /// <summary>Fills the target exactly.</summary>
    /// <exception cref="InvalidDataException">The body is corrupt, or of another length than its header says.</exception>
    public void Decompress(CompressionCodec codec, byte[] buffer, int start, int length, Span<byte> target)
    {
        var source = buffer.AsSpan(start, length);
        var written = codec switch
        {
            CompressionCodec.UNCOMPRESSED => Copy(source, target),
            CompressionCodec.SNAPPY => Snappy.Decompress(source, target),
            CompressionCodec.ZSTD => Zstd(source, target),
            CompressionCodec.LZ4_RAW => LZ4Codec.Decode(source, target),
            CompressionCodec.GZIP => Inflate(new GZipStream(new MemoryStream(buffer, start, length), CompressionMode.Decompress), target),
            CompressionCodec.BROTLI => BrotliDecoder.TryDecompress(source, target, out var bytes) ? bytes : -1,
            _ => throw new NotSupportedException($"the codec {codec}"),
        };
        if (written != target.Length) throw new InvalidDataException("a page has another length than its header says");
    }

    /// <inheritdoc/>
    public void Dispose() => _zstd?.Dispose();

    private static int Copy(ReadOnlySpan<byte> source, Span<byte> target) => source.TryCopyTo(target) ? source.Length : -1;

    private static int Inflate(Stream stream, Span<byte> target)
    {
        using (stream) return stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
    }

    private int Zstd(ReadOnlySpan<byte> source, Span<byte> target)
    {
        try
        {
            return (_zstd ??= new Decompressor()).Unwrap(source, target);
        }
        catch (ZstdException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }
}
