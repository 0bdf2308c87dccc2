using MixPolicy.Sources;
using MixPolicy.Sources.Lines;

namespace MixPolicy.Scanning;

/// <summary>Cuts large files into parts that workers read side by side. Where depends on the file alone, never on threads.</summary>
internal static class FileParts
{
    /// <summary>Compressed bytes that a part of a Parquet file holds at least, but for the last one.</summary>
    private const long ParquetBytes = 32 << 20;

    /// <summary>The parts of a file, in order; one for a small file and for one that cannot be read in parts.</summary>
    /// <param name="file">The file.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="threads">Readers that look for line ends, at least 1.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyList<FilePart> Split(SourceFile file, long length, int threads, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return file switch
            {
                { Format: FileFormat.Parquet } when length >= 2 * ParquetBytes => SplitGroups(ParquetRecordReader.GroupBytes(file), ParquetBytes),
                { Format: FileFormat.Jsonl, Compression: FileCompression.None } when length >= 2 * JsonlParts.Usual => JsonlParts.Split(file.FullPath, threads, cancellation),
                _ => [FilePart.Whole],
            };
        }
        catch (SourceFileException)
        {
            return [FilePart.Whole]; // whoever reads it meets the same fault and reports it once
        }
    }

    /// <summary>Row groups one after the other until a part has so many bytes.</summary>
    public static IReadOnlyList<FilePart> SplitGroups(IReadOnlyList<long> groups, long least)
    {
        var parts = new List<FilePart>();
        var (from, bytes) = (0, 0L);
        for (var group = 0; group < groups.Count; group++)
        {
            bytes += groups[group];
            if (bytes < least && group < groups.Count - 1) continue;
            parts.Add(new FilePart(from, group + 1, 0));
            (from, bytes) = (group + 1, 0);
        }

        return parts.Count > 1 ? parts : [FilePart.Whole];
    }
}
