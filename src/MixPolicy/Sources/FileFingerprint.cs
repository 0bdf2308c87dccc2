using System.Buffers;
using System.Security.Cryptography;

namespace MixPolicy.Sources;

/// <summary>Identifies a file by its content.</summary>
internal static class FileFingerprint
{
    private const int BlockBytes = 1 << 20;

    /// <summary>SHA-256 and length of a file as it lies on disk, read once, front to back.</summary>
    /// <exception cref="SourceFileException">The file cannot be read.</exception>
    public static (byte[] Sha256, long Bytes) Compute(string path, CancellationToken cancellation)
    {
        if (SourceStream.IsEmpty(path)) return (SHA256.HashData([]), 0);
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long bytes = 0;
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var read = RandomAccess.Read(file, block.AsSpan(0, BlockBytes), bytes);
                if (read == 0) return (hash.GetHashAndReset(), bytes);
                hash.AppendData(block, 0, read);
                bytes += read;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileKinds.Unreadable(e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
