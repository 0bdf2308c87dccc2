namespace MixPolicy.Sources;

/// <summary>Reads one file of one format, front to back. One reader a worker; not thread-safe.</summary>
internal interface IRecordReader : IDisposable
{
    /// <summary>Bytes of the file consumed so far, compressed as they lie on disk, for progress.</summary>
    long BytesRead { get; }

    /// <summary>
    /// The mapped paths that the file's own schema lacks (Parquet's schema, CSV's header). Empty for JSON lines, where keys vary by record, and
    /// for an empty file.
    /// </summary>
    IReadOnlyList<string> MissingColumns { get; }

    /// <summary>Clears the batch and fills it with the next records; false when there are no more.</summary>
    /// <exception cref="SourceFileException">The file as a whole cannot be read on: corrupt, truncated, not of its format.</exception>
    bool Read(RecordBatch batch, CancellationToken cancellation);
}
