namespace MixPolicy.Sources;

/// <summary>
/// Some records of one file, column by column, in the file's order. A reader fills it again and again; all spans die with the next fill.
/// Not thread-safe.
/// </summary>
internal sealed class RecordBatch
{
    private readonly List<string?> _faults = [];
    private long[] _rows = new long[256];

    /// <summary>A batch for the paths given; <see cref="Columns"/> has one column a path, in that order.</summary>
    public RecordBatch(IReadOnlyList<string> paths)
    {
        Paths = paths;
        Columns = [.. paths.Select(_ => new ValueColumn())];
    }

    /// <summary>Dotted paths into the record, as mapped.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>One column a path.</summary>
    public ValueColumn[] Columns { get; }

    /// <summary>Raw bytes of each record of a line format (without its line ending); no cells for Parquet.</summary>
    public ValueColumn Raw { get; } = new();

    /// <summary>Records in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Row group of every record in the batch; -1 for line formats. A batch never spans two.</summary>
    public int RowGroup { get; set; } = -1;

    /// <summary>Whether a record could not be read.</summary>
    public bool HasFaults { get; private set; }

    /// <summary>Row in the row group, or the first physical line of the record less one, blank lines counted.</summary>
    public long Row(int record) => _rows[record];

    /// <summary>Why the record could not be read, for people; null when it could. A bad record's columns are all missing.</summary>
    public string? Fault(int record) => record < _faults.Count ? _faults[record] : null;

    /// <summary>Closes a record whose cells have been added to every column.</summary>
    public void EndRecord(long row)
    {
        Reserve(Count + 1);
        _rows[Count++] = row;
    }

    /// <summary>Closes records in rows one after the other, whose cells have been added to every column.</summary>
    public void EndRecords(long firstRow, int count)
    {
        Reserve(Count + count);
        for (var i = 0; i < count; i++) _rows[Count + i] = firstRow + i;
        Count += count;
    }

    /// <summary>Adds a record that could not be read: fills what its columns lack and keeps its raw bytes.</summary>
    public void AddBad(long row, string fault, ReadOnlySpan<byte> raw)
    {
        foreach (var column in Columns)
        {
            if (column.Count == Count) column.AddMissing();
        }

        if (Raw.Count == Count) Raw.Add(ValueKind.Text, raw);
        while (_faults.Count < Count) _faults.Add(null);
        _faults.Add(fault);
        HasFaults = true;
        EndRecord(row);
    }

    /// <summary>Empties the batch; the buffers stay.</summary>
    public void Clear()
    {
        (Count, HasFaults) = (0, false);
        _faults.Clear();
        Raw.Clear();
        foreach (var column in Columns) column.Clear();
    }

    private void Reserve(int count)
    {
        if (count > _rows.Length) Array.Resize(ref _rows, Math.Max(count, 2 * _rows.Length));
    }
}
