using System.Buffers.Text;
using System.Runtime.InteropServices;
using ParquetSharp;

namespace MixPolicy.Benchmarks.Corpus;

/// <summary>
/// A Parquet file as Arrow C++ makes them: zstd level 3, pages of 1 MB, dictionaries that fall back to PLAIN, all columns optional, a batch a
/// row group. Texts go in as pointers into the batch, never as strings.
/// </summary>
internal sealed unsafe class ParquetCorpusWriter : ICorpusWriter
{
    private const int RowsPerCall = 10_000;

    private readonly WriterProperties _properties;
    private readonly ParquetFileWriter _file;
    private readonly ByteArray[] _values = new ByteArray[RowsPerCall];
    private readonly short[] _levels = new short[RowsPerCall];

    public ParquetCorpusWriter(string path)
    {
        using var builder = new WriterPropertiesBuilder();
        _properties = builder.Compression(Compression.Zstd).CompressionLevel(3).EnableDictionary().DataPagesize(1 << 20).Build();
        _file = new ParquetFileWriter(path,
        [
            new Column<string?>("id"),
            new Column<string?>("text"),
            new Column<string?>("origin"),
            new Column<DateTime?>("collected_at", LogicalType.Timestamp(isAdjustedToUtc: true, timeUnit: TimeUnit.Micros)),
            new Column<string?>("license"),
            new Column<string?>("domain"),
            new Column<string?>("lang"),
            new Column<int?>("tokens"),
            new Column<string?>("generator"),
            new Column<int?>("depth"),
        ],
        _properties);
    }

    public void Write(CorpusBatch batch)
    {
        using var group = _file.AppendRowGroup();
        WriteIds(group, batch);
        WriteTexts(group, batch);
        WriteLabels(group, batch.Rows, Labels.Origins, row => batch.Origins[row]);
        WriteNumbers<long>(group, batch.Rows, row => batch.CollectedAt[row] * 1_000_000);
        WriteLabels(group, batch.Rows, Labels.Licenses, row => batch.Licenses[row]);
        WriteLabels(group, batch.Rows, Labels.Domains, row => batch.Domains[row]);
        WriteLabels(group, batch.Rows, Labels.Languages, row => batch.Languages[row]);
        WriteNumbers<int>(group, batch.Rows, row => batch.Tokens[row]);
        WriteLabels(group, batch.Rows, Labels.Generators, row => batch.Generators[row]);
        WriteNumbers<int>(group, batch.Rows, row => batch.Depths[row]);
        group.Close();
    }

    public void Dispose()
    {
        _file.Close();
        _file.Dispose();
        _properties.Dispose();
    }

    private void WriteIds(RowGroupWriter group, CorpusBatch batch)
    {
        const int Digits = 16;
        var hex = new byte[RowsPerCall * Digits];
        fixed (byte* bytes = hex)
        {
            using var column = (ColumnWriter<ByteArray>)group.NextColumn();
            for (var first = 0; first < batch.Rows; first += RowsPerCall)
            {
                var rows = Math.Min(RowsPerCall, batch.Rows - first);
                for (var i = 0; i < rows; i++)
                {
                    Utf8Formatter.TryFormat(batch.Ids[first + i], hex.AsSpan(i * Digits, Digits), out _, new('x', Digits));
                    _values[i] = new ByteArray((nint)(bytes + (i * Digits)), Digits);
                }

                WritePresent(column, _values.AsSpan(0, rows));
            }
        }
    }

    private void WriteTexts(RowGroupWriter group, CorpusBatch batch)
    {
        using var column = (ColumnWriter<ByteArray>)group.NextColumn();
        fixed (byte* all = batch.AllText)
        {
            for (var first = 0; first < batch.Rows; first += RowsPerCall)
            {
                var rows = Math.Min(RowsPerCall, batch.Rows - first);
                for (var i = 0; i < rows; i++)
                {
                    var start = first + i == 0 ? 0 : batch.TextEnds[first + i - 1];
                    _values[i] = new ByteArray((nint)(all + start), batch.TextEnds[first + i] - start);
                }

                WritePresent(column, _values.AsSpan(0, rows));
            }
        }
    }

    /// <summary>A label below 0 is null: it has a definition level and no value.</summary>
    private void WriteLabels(RowGroupWriter group, int count, IReadOnlyList<string> labels, Func<int, int> label)
    {
        var pinned = labels.Select(text => GCHandle.Alloc(System.Text.Encoding.UTF8.GetBytes(text), GCHandleType.Pinned)).ToArray();
        try
        {
            using var column = (ColumnWriter<ByteArray>)group.NextColumn();
            for (var first = 0; first < count; first += RowsPerCall)
            {
                var rows = Math.Min(RowsPerCall, count - first);
                var present = 0;
                for (var i = 0; i < rows; i++)
                {
                    var code = label(first + i);
                    _levels[i] = (short)(code < 0 ? 0 : 1);
                    if (code >= 0)
                        _values[present++] = new ByteArray(pinned[code].AddrOfPinnedObject(), ((byte[])pinned[code].Target!).Length);
                }

                column.WriteBatch(rows, _levels.AsSpan(0, rows), default, _values.AsSpan(0, present));
            }
        }
        finally
        {
            foreach (var handle in pinned)
                handle.Free();
        }
    }

    private void WriteNumbers<T>(RowGroupWriter group, int count, Func<int, T> number)
        where T : unmanaged
    {
        using var column = (ColumnWriter<T>)group.NextColumn();
        var values = new T[RowsPerCall];
        for (var first = 0; first < count; first += RowsPerCall)
        {
            var rows = Math.Min(RowsPerCall, count - first);
            for (var i = 0; i < rows; i++)
                values[i] = number(first + i);
            WritePresent(column, values.AsSpan(0, rows));
        }
    }

    private void WritePresent<T>(ColumnWriter<T> column, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var levels = _levels.AsSpan(0, values.Length);
        levels.Fill(1);
        column.WriteBatch(values.Length, levels, default, values);
    }
}
