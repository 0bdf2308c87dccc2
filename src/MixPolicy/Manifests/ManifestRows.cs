using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>
/// Reads some columns of a manifest, its row groups side by side. A row's number is its place in the file, from 0. Immutable and thread-safe.
/// </summary>
internal sealed class ManifestRows
{
    private readonly SourceFile _file;
    private readonly IReadOnlyList<string> _paths;
    private readonly List<long> _starts = [];

    /// <summary>Opens the file.</summary>
    /// <param name="file">The manifest.</param>
    /// <param name="paths">The columns.</param>
    /// <exception cref="SourceFileException">The file is not readable Parquet.</exception>
    public ManifestRows(SourceFile file, IReadOnlyList<string> paths)
    {
        (_file, _paths) = (file, paths);
        using var head = new ParquetRecordReader(file, FilePart.Whole, paths);
        MissingColumns = head.MissingColumns;
        foreach (var rows in head.GroupRows)
        {
            _starts.Add(Count);
            Count += rows;
        }
    }

    /// <summary>Rows of the file.</summary>
    public long Count { get; }

    /// <summary>Those of the columns that the file lacks: all their cells are missing.</summary>
    public IReadOnlyList<string> MissingColumns { get; }

    /// <summary>Number of a row of a batch.</summary>
    public long Number(RecordBatch batch, int row) => _starts[batch.RowGroup] + batch.Row(row);

    /// <summary>Reads all rows. Of several faults the first in the file is the one thrown, whoever came upon it when.</summary>
    /// <param name="threads">Workers at most; which of them reads what changes nothing.</param>
    /// <param name="make">Makes what a worker has.</param>
    /// <param name="take">Takes a batch; may throw what the file is at fault for.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>What the workers had; at least one.</returns>
    public IReadOnlyList<T> Read<T>(int threads, Func<T> make, Action<RecordBatch, T> take, CancellationToken cancellation)
    {
        var had = new T[Math.Clamp(_starts.Count, 1, threads)];
        var faults = new SortedDictionary<int, SourceFileException>();
        var (next, end) = (-1, _starts.Count);
        Workers.Run(
            had.Length,
            threads,
            worker =>
            {
                var own = had[worker] = make();
                using var reader = new ParquetRecordReader(_file, FilePart.Whole, _paths);
                var batch = new RecordBatch(_paths);
                while (Interlocked.Increment(ref next) is var group && group < Volatile.Read(ref end))
                {
                    try
                    {
                        reader.Turn(new FilePart(group, group + 1, 0));
                        while (reader.Read(batch, cancellation)) take(batch, own);
                    }
                    catch (SourceFileException e)
                    {
                        // Groups before this one have been taken, and are read to their end: one of them may be at fault too.
                        lock (faults)
                        {
                            faults.Add(group, e);
                            end = Math.Min(end, group);
                        }

                        return;
                    }
                }
            },
            cancellation);
        return faults.Count == 0 ? had : throw faults.First().Value;
    }
}
