using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Compression.LZ4;
using MixPolicy.Sources.Zstd;
using Parquet.Meta;
using Snappier;
using ZstdSharp;

namespace MixPolicy.Sources.Pages;

/// <summary>Decompresses page bodies into reused buffers. One a worker; not thread-safe.</summary>
internal sealed class PageCodec : IDisposable
{
    /// <summary>A claim of up to so many bytes is not worth a check.</summary>
    public const int Harmless = 16 << 20;

    /// <summary>Text never shrinks to less than one in so many bytes; what claims it may be a forgery, or really repeats itself.</summary>
    private const int Suspect = 256;

    private readonly ZstdPages _zstd = new();

    /// <summary>Whether pages of a codec are decoded here; the rest is left to Parquet.Net.</summary>
    public static bool Knows(CompressionCodec codec) => codec is CompressionCodec.UNCOMPRESSED or CompressionCodec.SNAPPY
        or CompressionCodec.GZIP or CompressionCodec.BROTLI or CompressionCodec.ZSTD or CompressionCodec.LZ4_RAW or CompressionCodec.LZ4;

    /// <summary>
    /// Refuses a claimed length that the body does not hold, before memory is taken for it: by what the codec can reach at all, and beyond
    /// ordinary text by decompressing into nothing.
    /// </summary>
    /// <exception cref="InvalidDataException">The body is corrupt, or holds less or more.</exception>
    public static void Check(CompressionCodec codec, byte[] buffer, int start, int length, int claimed)
    {
        if (claimed <= Harmless || claimed / Suspect <= length && codec != CompressionCodec.UNCOMPRESSED) return;
        var holds = codec switch
        {
            CompressionCodec.UNCOMPRESSED => length,
            CompressionCodec.SNAPPY or CompressionCodec.LZ4_RAW or CompressionCodec.LZ4 => -1, // a byte makes at most 22 and 255
            CompressionCodec.GZIP => Count(new GZipStream(new MemoryStream(buffer, start, length), CompressionMode.Decompress), claimed),
            CompressionCodec.BROTLI => Count(new BrotliStream(new MemoryStream(buffer, start, length), CompressionMode.Decompress), claimed),
            CompressionCodec.ZSTD => Count(ZstdStream.Open(new MemoryStream(buffer, start, length), 1 << 16), claimed),
            _ => throw new NotSupportedException($"the codec {codec}"),
        };
        if (holds != claimed) throw Bad();
    }

    /// <summary>Fills the target exactly.</summary>
    /// <exception cref="InvalidDataException">The body is corrupt, or of another length than its header says.</exception>
    public void Decompress(CompressionCodec codec, byte[] buffer, int start, int length, Span<byte> target)
    {
        var source = buffer.AsSpan(start, length);
        var written = codec switch
        {
            CompressionCodec.UNCOMPRESSED => Copy(source, target),
            CompressionCodec.SNAPPY => Snappy.GetUncompressedLength(source) == target.Length ? Snappy.Decompress(source, target) : -1,
            CompressionCodec.ZSTD => _zstd.Decompress(source, target),
            CompressionCodec.LZ4_RAW => LZ4Codec.Decode(source, target),
            CompressionCodec.LZ4 => HadoopLz4(source, target) == target.Length ? target.Length : LZ4Codec.Decode(source, target),
            CompressionCodec.GZIP => Inflate(new GZipStream(new MemoryStream(buffer, start, length), CompressionMode.Decompress), target),
            CompressionCodec.BROTLI => BrotliDecoder.TryDecompress(source, target, out var bytes) ? bytes : -1,
            _ => throw new NotSupportedException($"the codec {codec}"),
        };
        if (written != target.Length) throw Bad();
    }

    /// <inheritdoc/>
    public void Dispose() => _zstd.Dispose();

    private static int Copy(ReadOnlySpan<byte> source, Span<byte> target) => source.TryCopyTo(target) ? source.Length : -1;

    private static long Count(Stream stream, int most)
    {
        var scratch = new byte[64 * 1024];
        var count = 0L;
        using (stream)
        {
            try
            {
                for (int read; count <= most && (read = stream.Read(scratch)) > 0;) count += read;
            }
            catch (Exception e) when (e is ZstdException or InvalidOperationException) // the latter is Brotli's
            {
                throw new InvalidDataException(e.Message, e);
            }
        }

        return count;
    }

    private static int Inflate(Stream stream, Span<byte> target)
    {
        using (stream) return stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
    }

    /// <summary>
    /// The codec that LZ4_RAW replaced: blocks with their lengths, plain and compressed, in front of each, as Hadoop writes them. Other writers
    /// gave one bare block the same name.
    /// </summary>
    private static int HadoopLz4(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var written = 0;
        while (source.Length >= 8)
        {
            var (plain, packed) = (BinaryPrimitives.ReadUInt32BigEndian(source), BinaryPrimitives.ReadUInt32BigEndian(source[4..]));
            if (plain > target.Length - written || packed > source.Length - 8) return -1;
            if (LZ4Codec.Decode(source.Slice(8, (int)packed), target.Slice(written, (int)plain)) != (int)plain) return -1;
            written += (int)plain;
            source = source[(8 + (int)packed)..];
        }

        return source.IsEmpty ? written : -1;
    }

    private static InvalidDataException Bad() => new("a page has another length than its header says");
}
