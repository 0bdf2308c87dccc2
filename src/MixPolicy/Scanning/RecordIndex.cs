using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MixPolicy.Scanning;

/// <summary>
/// Every admitted record, in files: units in the manifest's order (source, file, part), entries in the file's order. Walked again and again,
/// never held in memory. A record's number is its place in that order, from 0.
/// </summary>
internal sealed class RecordIndex(IReadOnlyList<FileResult> files, IReadOnlyList<UnitResult> units, string workFolder) : IDisposable
{
    /// <summary>Occurrence of a record that says nothing new (same id, same text, same attributes): it is not taken.</summary>
    public const int Folded = -1;

    /// <summary>Occurrence of a record that the policy has dropped: the same text stands elsewhere, or it was taken down.</summary>
    public const int Dropped = -2;

    private readonly Lock _marking = new();
    private readonly string _marksPath = Path.Combine(workFolder, "occurrences");
    private SafeFileHandle? _marks;

    /// <summary>The files, by source name and file name (ordinal).</summary>
    public IReadOnlyList<FileResult> Files => files;

    /// <summary>The units, in the order of the files and then of their parts.</summary>
    public IReadOnlyList<UnitResult> Units => units;

    /// <summary>Folder for scratch files.</summary>
    public string WorkFolder => workFolder;

    /// <summary>What is known of records only once the pool is.</summary>
    public RecordFacts Facts { get; } = new(Path.Combine(workFolder, "facts"), units.Sum(u => u.Records));

    /// <summary>Entries in all.</summary>
    public long Records { get; } = units.Sum(u => u.Records);

    /// <summary>Number of the first record of each unit.</summary>
    public IReadOnlyList<long> Starts { get; } = RunningTotals(units);

    /// <summary>The unit that a record is in.</summary>
    public int UnitOf(long record)
    {
        var (low, high) = (0, Starts.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Starts[middle] <= record) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    /// <summary>Runs some work for each unit that has records, units side by side; exceptions come out as they were thrown.</summary>
    public void ForEachUnit(int threads, Action<int> work, CancellationToken cancellation) =>
        ForEachUnit(threads, () => work, static (unit, work) => work(unit), cancellation);

    /// <summary>As <see cref="ForEachUnit(int, Action{int}, CancellationToken)"/>, with something that each worker has for itself: all of it is returned.</summary>
    public IReadOnlyList<T> ForEachUnit<T>(int threads, Func<T> make, Action<int, T> work, CancellationToken cancellation) => Workers.Run(
        units.Count,
        threads,
        make,
        (unit, own) =>
        {
            if (units[unit].Records > 0) work(unit, own);
        },
        cancellation);

    /// <summary>Keeps that a record is another than the first occurrence of its id, or not taken. Thread-safe.</summary>
    public void Mark(long record, int occurrence)
    {
        lock (_marking)
        {
            if (_marks is null)
            {
                using (var create = ScratchFiles.Create(_marksPath)) create.SetLength(Records * sizeof(int)); // zeros: the rest are first occurrences
                _marks = File.OpenHandle(_marksPath, FileMode.Open, FileAccess.Write, FileShare.Read);
            }
        }

        RandomAccess.Write(_marks, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in occurrence)), record * sizeof(int));
    }

    /// <summary>The marks, an int a record, 0 for none; null when no record is marked.</summary>
    public SafeFileHandle? OpenMarks() => _marks is null ? null : File.OpenHandle(_marksPath, share: FileShare.ReadWrite);

    /// <inheritdoc/>
    public void Dispose()
    {
        _marks?.Dispose();
        Facts.Dispose();
    }

    private static long[] RunningTotals(IReadOnlyList<UnitResult> units)
    {
        var starts = new long[units.Count];
        for (var u = 1; u < starts.Length; u++) starts[u] = starts[u - 1] + units[u - 1].Records;
        return starts;
    }
}
