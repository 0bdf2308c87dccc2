using System.Text;
using MixPolicy.Manifests;

namespace MixPolicy.Tests.Manifests;

/// <summary>
/// A table as the tests know it: a cell is null, a string (Text), upper-case hex (Fixed32) or a long (all else).
/// </summary>
internal sealed record Table(IReadOnlyList<ManifestColumn> Columns, IReadOnlyList<IReadOnlyList<object?[]>> RowGroups)
{
    /// <summary>All rows as one list a column, whatever the row groups.</summary>
    public object?[][] Cells =>
        [.. Columns.Select((_, i) => RowGroups.SelectMany(group => group[i]).ToArray())];

    /// <summary>The file that the writer makes of it on one thread, with buffers reused from row group to row group.</summary>
    public byte[] Write(params (string Key, string Value)[] metadata) => Write(1, metadata);

    /// <summary>The file that the writer makes of it on some threads, one row group filled while the other is encoded.</summary>
    public byte[] Write(int threads, params (string Key, string Value)[] metadata)
    {
        using var output = new MemoryStream();
        using var writer = new FlatParquetWriter(output, Columns, threads);
        var (filled, encoded) = (Buffers(), Buffers());
        foreach (var group in RowGroups)
        {
            foreach (var (buffer, cells) in filled.Zip(group)) Fill(buffer, cells);
            writer.BeginRowGroup(filled);
            (filled, encoded) = (encoded, filled);
        }

        writer.Finish([.. metadata.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))]);
        return output.ToArray();
    }

    private ColumnBuffer[] Buffers() => [.. Columns.Select(column => new ColumnBuffer(column))];

    /// <summary>Replaces what a buffer holds by cells.</summary>
    public static void Fill(ColumnBuffer buffer, object?[] cells)
    {
        buffer.Clear();
        foreach (var cell in cells)
        {
            if (cell is null) buffer.AddNull();
            else if (cell is long number) buffer.Add(number);
            else if (buffer.Column.Type == ManifestType.Fixed32) buffer.Add(Convert.FromHexString((string)cell));
            else buffer.Add(Encoding.UTF8.GetBytes((string)cell));
        }
    }
}
