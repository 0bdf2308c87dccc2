using System.Security;
using MixPolicy.Sources;

namespace MixPolicy.Lineage.Audit;

/// <summary>A file as it was found. What stands in its place, be it a folder, a circle of links or nothing, is told and never thrown.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of its content, lower-case hex; empty when it could not be read.</param>
/// <param name="Content">Its content where that was asked for.</param>
/// <param name="Fault">Why it could not be read, as the end of a sentence that starts with it; null when it was.</param>
/// <param name="IsMissing">Whether it is not there, or may not be read: then nothing is known of it.</param>
internal sealed record FoundFile(long Bytes, string Sha256, byte[] Content, string? Fault, bool IsMissing)
{
    private const long MostBytes = 1 << 30;

    /// <summary>Reads a file front to back, in bounded memory.</summary>
    public static FoundFile Hash(string path, CancellationToken cancellation) => Try(path, () =>
    {
        var (sha256, bytes) = FileFingerprint.Compute(path, cancellation);
        return new FoundFile(bytes, Convert.ToHexStringLower(sha256), [], null, false);
    });

    /// <summary>Loads a file that fits memory.</summary>
    public static FoundFile Load(string path) => Try(path, () =>
    {
        // A pipe says 0 too: opening one could wait for ever.
        if (new FileInfo(path).Length == 0) return Of([]);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.Length > MostBytes) return Unreadable($"has {file.Length} bytes; at most {MostBytes} are read", false);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return Of(content);
    });

    private static FoundFile Of(byte[] content) => new(content.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), content, null, false);

    private static FoundFile Try(string path, Func<FoundFile> read)
    {
        try
        {
            if (Directory.Exists(path)) return Unreadable("is a folder", false);
            var link = new FileInfo(path);
            if (link.LinkTarget is not null && !File.Exists(path)) return Unreadable($"is a link that leads nowhere, or in a circle", false);
            return link.Exists ? read() : Unreadable("is not there", true);
        }
        catch (Exception e) when (e.GetBaseException() is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable("is not there", true);
        }
        catch (Exception e) when (e.GetBaseException() is UnauthorizedAccessException or SecurityException)
        {
            return Unreadable("may not be read", true);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            return Unreadable($"cannot be read ({e.GetBaseException().GetType().Name})", false);
        }
    }

    private static FoundFile Unreadable(string fault, bool isMissing) => new(0, "", [], fault, isMissing);
}
