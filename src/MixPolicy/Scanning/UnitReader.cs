using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MixPolicy.Scanning;

/// <summary>Reads a unit's records block by block, with what the identity check found. One worker an instance.</summary>
internal sealed class UnitReader : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly SafeFileHandle? _marks;
    private readonly int[] _occurrences = new int[IndexBlock.Capacity];
    private readonly RecordFacts _facts;
    private readonly ushort[] _blockFacts = new ushort[IndexBlock.Capacity];
    private readonly long _records;
    private long _next;
    private bool _whole;

    /// <summary>Opens a unit of the index.</summary>
    public UnitReader(RecordIndex index, int unit)
    {
        _records = index.Units[unit].Records;
        _file = File.OpenHandle(index.Units[unit].IndexPath);
        _marks = index.OpenMarks();
        _facts = index.Facts;
        UnitStart = index.Starts[unit];
    }

    /// <summary>The block at hand.</summary>
    public IndexBlock Block { get; } = new();

    /// <summary>Which record of its implied id each one is, from 1; 1 for mapped ids; below 0 for one not taken.</summary>
    public ReadOnlySpan<int> Occurrences => _occurrences.AsSpan(0, Block.Count);

    /// <summary>What else is known of each record.</summary>
    public RecordFact Fact(int at) => new(_blockFacts[at]);

    /// <summary>Whether any record of the block is another than the first occurrence of its id.</summary>
    public bool HasMarks { get; private set; }

    /// <summary>Number in the index of the unit's first record.</summary>
    public long UnitStart { get; }

    /// <summary>Place in the unit of the block's first record.</summary>
    public long BlockStart { get; private set; }

    /// <summary>Turns to the next block; false at the end.</summary>
    public bool Next(IndexBlock.Columns columns)
    {
        if (_next == _records) return false;
        BlockStart = _next;
        var count = (int)Math.Min(IndexBlock.Capacity, _records - _next);
        Block.Read(_file, _next / IndexBlock.Capacity, count, columns);
        _whole = columns == IndexBlock.Columns.All;
        _next += count;
        ReadMarks(count);
        if (_facts.Any) _facts.Read(UnitStart + BlockStart, _blockFacts.AsSpan(0, count));
        return true;
    }

    /// <summary>Reads the other columns of the block at hand too; false when they are there already.</summary>
    public bool Complete()
    {
        if (_whole) return false;
        Block.Read(_file, BlockStart / IndexBlock.Capacity, Block.Count, IndexBlock.Columns.All);
        return _whole = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _marks?.Dispose();
    }

    private void ReadMarks(int count)
    {
        var marks = _occurrences.AsSpan(0, count);
        marks.Clear();
        if (_marks is not null)
        {
            var read = RandomAccess.Read(_marks, MemoryMarshal.AsBytes(marks), (UnitStart + BlockStart) * sizeof(int));
            if (read != count * sizeof(int)) throw new EndOfStreamException("the record index ends too soon");
        }

        HasMarks = marks.ContainsAnyExcept(0);
        if (HasMarks) marks.Replace(0, 1);
        else marks.Fill(1);
    }
}
