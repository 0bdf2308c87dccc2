using MixPolicy.Diagnostics;

namespace MixPolicy.Sources;

/// <summary>Tells by a file's first bytes when it is not what its name says.</summary>
internal static class FileKinds
{
    /// <summary>Refuses a Git LFS pointer under any name, and content that is surely of another kind than the name's.</summary>
    /// <exception cref="SourceFileException">The file is of another kind.</exception>
    public static void RefuseOthers(SourceFile file, ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("version https://git-lfs.github.com/spec/"u8))
        {
            throw new SourceFileException(
                Codes.FileUnreadable, "The file is a Git LFS pointer: the data themselves were not downloaded.", "Run: git lfs pull");
        }

        if (head.IsEmpty) return;
        var found = Kind(head);
        var expected = (file.Format, file.Compression) switch
        {
            (FileFormat.Parquet, _) => "Parquet",
            (_, FileCompression.Gzip) => "gzip",
            (_, FileCompression.Zstd) => "zstd",
            _ => null,
        };
        if (found == expected) return;
        throw new SourceFileException(
            Codes.FileUnreadable,
            $"By its name the file is {expected ?? "plain text"}, but it {(found is null ? $"does not start as {expected} does" : $"holds {found} data")}.",
            found is null ? "Give the file the extension that fits its content, or convert it." : $"Name it by its content ({Extension(found)}), or convert it.");
    }

    /// <summary>A fault of the file system, without this machine's paths.</summary>
    public static SourceFileException Unreadable(Exception fault) => new(
        Codes.FileUnreadable,
        fault switch
        {
            FileNotFoundException or DirectoryNotFoundException => "The file is not there any more.",
            UnauthorizedAccessException => "The file may not be read: permission is denied, or it is a folder.",
            _ => $"The file cannot be read: {fault.GetType().Name}.",
        },
        inner: fault);

    private static string? Kind(ReadOnlySpan<byte> head) =>
        head.StartsWith("PAR1"u8) || head.StartsWith("PARE"u8) ? "Parquet"
        : head.StartsWith("\u001f"u8) && head.Length > 1 && head[1] == 0x8b ? "gzip"
        : head.Length >= 4 && head[1] == 0xb5 && head[2] == 0x2f && head[3] == 0xfd && head[0] == 0x28 ? "zstd"
        : head.Length >= 4 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18 && (head[0] & 0xf0) == 0x50 ? "zstd"
        : null;

    private static string Extension(string kind) => kind switch
    {
        "gzip" => ".jsonl.gz or .csv.gz",
        "zstd" => ".jsonl.zst or .csv.zst",
        _ => ".parquet",
    };
}
