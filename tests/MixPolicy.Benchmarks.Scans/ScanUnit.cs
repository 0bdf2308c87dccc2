using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Benchmarks.Scans;

/// <summary>What one worker reads at a time: a file, or a part of a large one, cut as the scan of a build cuts it.</summary>
internal sealed record ScanUnit(SourceFile File, FilePart Part)
{
    /// <summary>The units of files, in order. The format follows from the name, as in a policy.</summary>
    public static IReadOnlyList<ScanUnit> Of(IReadOnlyList<string> paths, int threads) => [.. paths.Select(Source).SelectMany(file => Split(file, threads))];

    /// <summary>The results in the units' order, whoever made them.</summary>
    public static T[] Run<T>(IReadOnlyList<ScanUnit> units, int threads, Func<ScanUnit, T> work)
    {
        var results = new T[units.Count];
        Workers.Run(units.Count, threads, unit => results[unit] = work(units[unit]), CancellationToken.None);
        return results;
    }

    public IRecordReader Open(IReadOnlyList<string> columns) => RecordReaders.Open(File, Part, columns);

    private static IEnumerable<ScanUnit> Split(SourceFile file, int threads) =>
        FileParts.Split(file, new FileInfo(file.FullPath).Length, threads, CancellationToken.None).Select(part => new ScanUnit(file, part));

    private static SourceFile Source(string path)
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
