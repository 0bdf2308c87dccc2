using System.Security.Cryptography;

namespace MixPolicy.Tool.Tests;

/// <summary>What a folder holds, so that two moments can be compared: file by file, hidden ones too.</summary>
internal static class FolderState
{
    private const string Remembered = ".mixpolicy";

    /// <summary>
    /// One line a file, ordinal: its name, and the SHA-256 of its bytes. Empty where there is no folder. What a run remembers is left
    /// out: it holds inodes and times, which are no two runs' same.
    /// </summary>
    public static IReadOnlyList<string> Of(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Contains(Remembered))
            .Select(path => $"{Path.GetRelativePath(folder, path)} {(Directory.Exists(path) ? "folder" : Digest(path))}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The SHA-256 of a file.</summary>
    public static string Digest(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
