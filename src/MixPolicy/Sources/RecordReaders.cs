using MixPolicy.Sources.Lines;

namespace MixPolicy.Sources;

/// <summary>Opens source files by format and compression.</summary>
internal static class RecordReaders
{
    /// <summary>Opens a reader of a whole file; as <see cref="Open(SourceFile, FilePart, IReadOnlyList{string}, bool)"/>.</summary>
    public static IRecordReader Open(SourceFile file, IReadOnlyList<string> paths) => Open(file, FilePart.Whole, paths);

    /// <summary>Opens a reader whose batches have one column a path, in that order.</summary>
    /// <param name="file">What to read.</param>
    /// <param name="part">How much of it.</param>
    /// <param name="paths">Dotted paths into a record.</param>
    /// <param name="ahead">Whether a compressed line format is decompressed on a thread of its own: for when cores would be idle.</param>
    /// <exception cref="SourceFileException">The file is not there, not readable or not of its kind.</exception>
    public static IRecordReader Open(SourceFile file, FilePart part, IReadOnlyList<string> paths, bool ahead = false)
    {
        if (file.Format == FileFormat.Parquet) return new ParquetRecordReader(file, part, paths);
        if (file.Format == FileFormat.Csv || file.Compression != FileCompression.None) part = FilePart.Whole;
        var stream = SourceStream.Open(file, part, ahead);
        try
        {
            return file.Format == FileFormat.Csv ? new CsvReader(stream, paths) : new JsonlReader(stream, part, paths);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
