using MixPolicy.Sources;

namespace MixPolicy.Benchmarks.Scans;

/// <summary>Files as the library wants them named.</summary>
internal static class SourceFiles
{
    /// <summary>The format follows from the name, as in a policy.</summary>
    public static SourceFile[] Of(IReadOnlyList<string> paths) => [.. paths.Select(Of)];

    private static SourceFile Of(string path)
    {
        var compression = Path.GetExtension(path) switch
        {
            ".gz" => FileCompression.Gzip,
            ".zst" => FileCompression.Zstd,
            _ => FileCompression.None,
        };
        var format = Path.GetExtension(path) == ".parquet" ? FileFormat.Parquet : FileFormat.Jsonl;
        return new SourceFile(0, Path.GetFileName(path), path, format, compression);
    }
}
