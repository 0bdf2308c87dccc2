using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>Cuts large files into parts that workers read side by side. Where depends on the file alone, never on threads.</summary>
internal static class FileParts
{
    /// <summary>Compressed bytes that a part of a Parquet file holds at least, but for the last one.</summary>
    private const long ParquetBytes = 32 << 20;

    /// <summary>The parts of a file, in order; one for a small file and for one that cannot be read in parts.</summary>
    public static IReadOnlyList<FilePart> Split(SourceFile file, long length, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (file.Format != FileFormat.Parquet || length < 2 * ParquetBytes) return [FilePart.Whole];
        try
        {
            return SplitGroups(ParquetRecordReader.GroupBytes(file), ParquetBytes);
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
