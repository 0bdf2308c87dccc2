namespace MixPolicy.Benchmarks.Corpus;

/// <summary>Writes batches to one file, in order.</summary>
internal interface ICorpusWriter : IDisposable
{
    /// <summary>Appends the batch; it may be refilled when this returns.</summary>
    void Write(CorpusBatch batch);
}
