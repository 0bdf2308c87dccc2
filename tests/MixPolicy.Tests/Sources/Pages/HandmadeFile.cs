using System.Buffers.Binary;
using MixPolicy.Manifests;
using MixPolicy.Sources.Pages;
using Parquet.Meta;

namespace MixPolicy.Tests.Sources.Pages;

/// <summary>A page as its header claims it, and its body as it lies in the file.</summary>
internal sealed record HandmadePage(PageKind Kind, int Values, Encoding Encoding, byte[] Body)
{
    /// <summary>What the header claims; the body's own length when not given.</summary>
    public int? UncompressedBytes { get; init; }

    public int DefinitionBytes { get; init; }

    public bool? IsCompressed { get; init; }

    public Encoding LevelEncoding { get; init; } = Encoding.RLE;

    public int? Checksum { get; init; }

    /// <summary>Bytes of a least value in the header's statistics.</summary>
    public int? StatisticsBytes { get; init; }
}

/// <summary>
/// A Parquet file of one column <c>c</c>, byte by byte: for what no writer makes any more, or would ever make.
/// </summary>
internal sealed record HandmadeFile(Parquet.Meta.Type Type, long Rows, params HandmadePage[] Pages)
{
    public bool IsRequired { get; init; }

    public int? Length { get; init; }

    public ConvertedType? Meaning { get; init; }

    public CompressionCodec Codec { get; init; }

    public Encoding[] Encodings { get; init; } = [Encoding.PLAIN, Encoding.RLE, Encoding.RLE_DICTIONARY];

    /// <summary>What the footer claims that the column's pages take; what they do when not given.</summary>
    public long? ColumnBytes { get; init; }

    /// <summary>What the footer claims of the column's values; the rows when not given.</summary>
    public long? Values { get; init; }

    /// <summary>Makes the bytes.</summary>
    public byte[] Write()
    {
        using var file = new MemoryStream();
        file.Write("PAR1"u8);
        var data = 4L;
        foreach (var page in Pages)
        {
            if (page.Kind == PageKind.Dictionary) data = -1;
            else if (data < 0) data = file.Position;
            file.Write(Header(page));
            file.Write(page.Body);
        }

        var footer = Footer(Math.Max(data, 4), file.Position - 4);
        file.Write(footer);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        file.Write(length);
        file.Write("PAR1"u8);
        return file.ToArray();
    }

    private static byte[] Header(HandmadePage page)
    {
        var thrift = new ThriftCompactWriter();
        thrift.BeginElement();
        thrift.WriteInt32(1, (int)page.Kind);
        thrift.WriteInt32(2, page.UncompressedBytes ?? page.Body.Length);
        thrift.WriteInt32(3, page.Body.Length);
        if (page.Checksum is { } checksum) thrift.WriteInt32(4, checksum);
        if (page.Kind != PageKind.Index)
        {
            thrift.BeginStruct(page.Kind switch { PageKind.DataV1 => 5, PageKind.Dictionary => 7, _ => 8 });
            thrift.WriteInt32(1, page.Values);
            if (page.Kind == PageKind.DataV2)
            {
                thrift.WriteInt32(2, 0);
                thrift.WriteInt32(3, page.Values);
                thrift.WriteInt32(4, (int)page.Encoding);
                thrift.WriteInt32(5, page.DefinitionBytes);
                thrift.WriteInt32(6, 0);
                if (page.IsCompressed is { } compressed) thrift.WriteBoolean(7, compressed);
            }
            else
            {
                thrift.WriteInt32(2, (int)page.Encoding);
                if (page.Kind == PageKind.DataV1)
                {
                    thrift.WriteInt32(3, (int)page.LevelEncoding);
                    thrift.WriteInt32(4, (int)Encoding.RLE);
                }
            }

            if (page.StatisticsBytes is { } bytes)
            {
                thrift.BeginStruct(page.Kind == PageKind.DataV2 ? 8 : 5);
                thrift.WriteBytes(2, new byte[bytes]);
                thrift.EndStruct();
            }

            thrift.EndStruct();
        }

        thrift.EndStruct();
        return thrift.Written.ToArray();
    }

    private byte[] Footer(long data, long bytes)
    {
        var thrift = new ThriftCompactWriter();
        thrift.BeginElement();
        thrift.WriteInt32(1, 2);
        thrift.BeginStructList(2, 2);
        thrift.BeginElement();
        thrift.WriteText(4, "schema");
        thrift.WriteInt32(5, 1);
        thrift.EndStruct();
        thrift.BeginElement();
        thrift.WriteInt32(1, (int)Type);
        if (Length is { } length) thrift.WriteInt32(2, length);
        thrift.WriteInt32(3, IsRequired ? 0 : 1);
        thrift.WriteText(4, "c");
        if (Meaning is { } meaning) thrift.WriteInt32(6, (int)meaning);
        thrift.EndStruct();
        thrift.WriteInt64(3, Rows);
        thrift.BeginStructList(4, 1);
        thrift.BeginElement();
        thrift.BeginStructList(1, 1);
        thrift.BeginElement();
        thrift.WriteInt64(2, 4);
        thrift.BeginStruct(3);
        thrift.WriteInt32(1, (int)Type);
        thrift.WriteInt32List(2, [.. Encodings.Select(e => (int)e)]);
        thrift.WriteTextList(3, "c");
        thrift.WriteInt32(4, (int)Codec);
        thrift.WriteInt64(5, Values ?? Rows);
        thrift.WriteInt64(6, bytes);
        thrift.WriteInt64(7, ColumnBytes ?? bytes);
        thrift.WriteInt64(9, data);
        if (data > 4) thrift.WriteInt64(11, 4);
        thrift.EndStruct();
        thrift.EndStruct();
        thrift.WriteInt64(2, bytes);
        thrift.WriteInt64(3, Rows);
        thrift.EndStruct();
        thrift.EndStruct();
        return thrift.Written.ToArray();
    }
}
