namespace MixPolicy.Manifests;

/// <summary>
/// The footer of a flat Parquet file, <c>FileMetaData</c> of github.com/apache/parquet-format, src/main/thrift/parquet.thrift; the numbers
/// are that file's field ids.
/// </summary>
internal static class ParquetFooter
{
    private const string CreatedBy = "mixpolicy";
    private const int Version = 2;
    private const int Boolean = 0;
    private const int Int32 = 1;
    private const int Int64 = 2;
    private const int ByteArray = 6;
    private const int FixedLenByteArray = 7;
    private const int Utf8 = 0;
    private const int TimestampMicros = 10;

    /// <summary>Writes the whole footer, without its length and the magic number.</summary>
    public static void Write(
        ThriftCompactWriter thrift,
        IReadOnlyList<ManifestColumn> columns,
        IReadOnlyList<RowGroup> groups,
        IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        thrift.BeginElement(); // FileMetaData
        thrift.WriteInt32(1, Version);
        WriteSchema(thrift, columns);
        thrift.WriteInt64(3, groups.Sum(group => (long)group.Rows));
        thrift.BeginStructList(4, groups.Count);
        for (var i = 0; i < groups.Count; i++) WriteRowGroup(thrift, groups[i]);
        if (metadata.Count > 0) thrift.BeginStructList(5, metadata.Count);
        foreach (var (key, value) in metadata)
        {
            thrift.BeginElement(); // KeyValue
            thrift.WriteText(1, key);
            thrift.WriteText(2, value);
            thrift.EndStruct();
        }

        thrift.WriteText(6, CreatedBy);
        thrift.BeginStructList(7, columns.Count);
        foreach (var _ in columns)
        {
            thrift.BeginElement(); // ColumnOrder
            thrift.BeginStruct(1); // TYPE_ORDER
            thrift.EndStruct();
            thrift.EndStruct();
        }

        thrift.EndStruct();
    }

    private static void WriteSchema(ThriftCompactWriter thrift, IReadOnlyList<ManifestColumn> columns)
    {
        thrift.BeginStructList(2, columns.Count + 1);
        thrift.BeginElement(); // the root
        thrift.WriteText(4, "schema");
        thrift.WriteInt32(5, columns.Count);
        thrift.EndStruct();
        foreach (var column in columns)
        {
            thrift.BeginElement(); // SchemaElement
            thrift.WriteInt32(1, Physical(column.Type));
            if (column.Type == ManifestType.Fixed32) thrift.WriteInt32(2, ColumnBuffer.FixedBytes);
            thrift.WriteInt32(3, column.Nullable ? 1 : 0); // OPTIONAL or REQUIRED
            thrift.WriteText(4, column.Name);
            WriteMeaning(thrift, column.Type);
            thrift.EndStruct();
        }
    }

    /// <summary>The logical type, in the old form (converted_type) and the new one.</summary>
    private static void WriteMeaning(ThriftCompactWriter thrift, ManifestType type)
    {
        if (type is not (ManifestType.Text or ManifestType.Timestamp)) return;
        thrift.WriteInt32(6, type == ManifestType.Text ? Utf8 : TimestampMicros);
        thrift.BeginStruct(10); // LogicalType
        thrift.BeginStruct(type == ManifestType.Text ? 1 : 8); // STRING or TIMESTAMP
        if (type == ManifestType.Timestamp)
        {
            thrift.WriteBoolean(1, true); // isAdjustedToUTC
            thrift.BeginStruct(2); // TimeUnit
            thrift.BeginStruct(2); // MICROS
            thrift.EndStruct();
            thrift.EndStruct();
        }

        thrift.EndStruct();
        thrift.EndStruct();
    }

    private static void WriteRowGroup(ThriftCompactWriter thrift, RowGroup group)
    {
        thrift.BeginElement(); // RowGroup
        thrift.BeginStructList(1, group.Chunks.Count);
        var offset = group.Offset;
        foreach (var chunk in group.Chunks)
        {
            WriteChunk(thrift, chunk, offset);
            offset += chunk.Bytes;
        }

        thrift.WriteInt64(2, group.Chunks.Sum(chunk => chunk.PlainBytes));
        thrift.WriteInt64(3, group.Rows);
        thrift.WriteInt64(5, group.Offset);
        thrift.WriteInt64(6, offset - group.Offset);
        thrift.EndStruct();
    }

    private static void WriteChunk(ThriftCompactWriter thrift, ColumnChunk chunk, long offset)
    {
        thrift.BeginElement(); // ColumnChunk
        thrift.WriteInt64(2, 0); // file_offset: required, deprecated, 0 by advice of the format
        thrift.BeginStruct(3); // ColumnMetaData
        thrift.WriteInt32(1, Physical(chunk.Column.Type));
        thrift.WriteInt32List(2, Encodings(chunk));
        thrift.WriteTextList(3, chunk.Column.Name);
        thrift.WriteInt32(4, chunk.Codec);
        thrift.WriteInt64(5, chunk.Rows);
        thrift.WriteInt64(6, chunk.PlainBytes);
        thrift.WriteInt64(7, chunk.Bytes);
        thrift.WriteInt64(9, offset + chunk.DataOffset);
        if (chunk.DataOffset > 0) thrift.WriteInt64(11, offset); // dictionary_page_offset
        WriteStatistics(thrift, chunk.Statistics);
        thrift.EndStruct();
        thrift.EndStruct();
    }

    private static void WriteStatistics(ThriftCompactWriter thrift, ColumnStatistics statistics)
    {
        thrift.BeginStruct(12);
        thrift.WriteInt64(3, statistics.Nulls);
        if (statistics is { Min: { } min, Max: { } max })
        {
            thrift.WriteBytes(5, max);
            thrift.WriteBytes(6, min);
            thrift.WriteBoolean(7, true); // is_max_value_exact
            thrift.WriteBoolean(8, true); // is_min_value_exact
        }

        thrift.EndStruct();
    }

    private static List<int> Encodings(ColumnChunk chunk)
    {
        List<int> encodings = [chunk.Encoding];
        if (chunk.Column.Nullable) encodings.Add(ParquetEncoding.Rle);
        if (chunk.DataOffset > 0) encodings.Add(ParquetEncoding.Plain);
        return encodings;
    }

    private static int Physical(ManifestType type) => type switch
    {
        ManifestType.Text => ByteArray,
        ManifestType.Fixed32 => FixedLenByteArray,
        ManifestType.Int32 => Int32,
        ManifestType.Boolean => Boolean,
        _ => Int64,
    };
}
