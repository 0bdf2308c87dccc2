namespace MixPolicy.Sources;

/// <summary>RFC 4180.</summary>
internal sealed class CsvReader(SourceStream stream, IReadOnlyList<string> paths) : IRecordReader
{
    private readonly ByteWindow _window = new(stream);

    /// <summary>Mapped columns that the header lacks.</summary>
    public IReadOnlyList<string> MissingColumns => paths;

    /// <inheritdoc/>
    public long BytesRead => _window.BytesRead;

    /// <inheritdoc/>
    public bool Read(RecordBatch batch, CancellationToken cancellation) => false;

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();
}
