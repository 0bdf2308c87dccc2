namespace MixPolicy.Sources;

/// <summary>Opens source files by format and compression.</summary>
internal static class RecordReaders
{
    /// <summary>Opens a reader of a whole file; as <see cref="Open(SourceFile, FilePart, IReadOnlyList{string})"/>.</summary>
    public static IRecordReader Open(SourceFile file, IReadOnlyList<string> paths) => Open(file, FilePart.Whole, paths);

    /// <summary>Opens a reader whose batches have one column a path, in that order.</summary>
    /// <param name="file">What to read.</param>
    /// <param name="part">How much of it.</param>
    /// <param name="paths">Dotted paths into a record.</param>
    /// <exception cref="SourceFileException">The file is not there, not readable or not of its kind.</exception>
    public static IRecordReader Open(SourceFile file, FilePart part, IReadOnlyList<string> paths)
    {
        if (file.Format == FileFormat.Parquet) return new ParquetRecordReader(file, part, paths);
        var stream = SourceStream.Open(file);
        try
        {
            return file.Format == FileFormat.Csv ? new CsvReader(stream, paths) : new JsonlReader(stream, paths);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
