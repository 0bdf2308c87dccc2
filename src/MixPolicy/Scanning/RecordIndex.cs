using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MixPolicy.Scanning;

/// <summary>
/// Every admitted record, in files: units in the manifest's order (source, file), entries in the file's order. Walked again and again, never
/// held in memory. A record's number is its place in that order, from 0.
/// </summary>
internal sealed class RecordIndex(IReadOnlyList<UnitResult> units, string workFolder)
{
    /// <summary>Occurrence of a record that says nothing new (same id, same text, same attributes): it is not taken.</summary>
    public const int Folded = -1;

    private const int Block = 4096;

    private string? _occurrences;

    /// <summary>The units, by source name and file name (ordinal).</summary>
    public IReadOnlyList<UnitResult> Units => units;

    /// <summary>Folder for scratch files.</summary>
    public string WorkFolder => workFolder;

    /// <summary>Entries in all.</summary>
    public long Records { get; } = units.Sum(u => u.Records);

    /// <summary>Number of the first record of each unit.</summary>
    public IReadOnlyList<long> Starts { get; } = RunningTotals(units);

    /// <summary>Visits a record.</summary>
    /// <param name="unit">Number of its unit.</param>
    /// <param name="entry">Its entry.</param>
    /// <param name="occurrence">Which record of its implied id it is, from 1; 1 for mapped ids; <see cref="Folded"/> for one not taken.</param>
    public delegate void Visitor(int unit, in IndexEntry entry, int occurrence);

    /// <summary>Walks all records in order.</summary>
    public void Walk(Visitor visit, CancellationToken cancellation)
    {
        var entries = new IndexEntry[Block];
        var occurrences = new int[Block];
        using var marks = _occurrences is null ? null : new FileStream(_occurrences, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
        for (var unit = 0; unit < units.Count; unit++)
        {
            using var index = new FileStream(units[unit].IndexPath, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            for (var left = units[unit].Records; left > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = (int)Math.Min(Block, left);
                index.ReadExactly(MemoryMarshal.AsBytes(entries.AsSpan(0, count)));
                marks?.ReadExactly(MemoryMarshal.AsBytes(occurrences.AsSpan(0, count)));
                for (var i = 0; i < count; i++)
                {
                    visit(unit, in entries[i], occurrences[i] switch { 0 => 1, Folded => Folded, var later => later });
                }

                left -= count;
            }
        }
    }

    /// <summary>Keeps that a record is another than the first occurrence of its id. Not thread-safe.</summary>
    public void Mark(long record, int occurrence)
    {
        if (_occurrences is null)
        {
            _occurrences = Path.Combine(workFolder, "occurrences");
            using var create = new FileStream(_occurrences, FileMode.CreateNew, FileAccess.Write);
            create.SetLength(Records * sizeof(int)); // zeros: everything else is a first occurrence
        }

        _marks ??= File.OpenHandle(_occurrences, FileMode.Open, FileAccess.Write);
        RandomAccess.Write(_marks, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in occurrence)), record * sizeof(int));
    }

    private static long[] RunningTotals(IReadOnlyList<UnitResult> units)
    {
        var starts = new long[units.Count];
        for (var u = 1; u < starts.Length; u++) starts[u] = starts[u - 1] + units[u - 1].Records;
        return starts;
    }

    /// <summary>Ends marking.</summary>
    public void CompleteMarks()
    {
        _marks?.Dispose();
        _marks = null;
    }

    private SafeFileHandle? _marks;
}
