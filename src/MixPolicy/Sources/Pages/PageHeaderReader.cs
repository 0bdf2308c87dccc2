using Encoding = Parquet.Meta.Encoding;

namespace MixPolicy.Sources.Pages;

/// <summary>Reads a page header (Thrift, compact protocol) from bytes that may end too soon. Every length is checked; nothing is allocated.</summary>
internal ref struct PageHeaderReader
{
    private const int MaxDepth = 8;
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    private PageHeaderReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Reads a header; false when the bytes end before it does.</summary>
    /// <param name="bytes">From the header's first byte.</param>
    /// <param name="header">The header.</param>
    /// <param name="length">Its bytes.</param>
    /// <exception cref="InvalidDataException">It is not a page header.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PageHeader header, out int length)
    {
        var reader = new PageHeaderReader(bytes);
        header = new PageHeader { Kind = (PageKind)(-1), IsCompressed = true };
        var complete = reader.ReadPage(ref header);
        length = reader._at;
        if (complete && (header.UncompressedBytes < 0 || header.CompressedBytes < 0 || header.Values < 0 || header.DefinitionBytes < 0 || header.RepetitionBytes < 0
            || !Enum.IsDefined(header.Kind)))
        {
            throw Bad();
        }

        return complete;
    }

    private bool ReadPage(ref PageHeader header)
    {
        for (var id = 0; ;)
        {
            if (!Field(ref id, out var wire)) return false;
            if (wire == 0) return true;
            var ok = id switch
            {
                1 => Int(wire, out var kind) && Set(ref header, header with { Kind = (PageKind)kind }),
                2 => Int(wire, out var bytes) && Set(ref header, header with { UncompressedBytes = bytes }),
                3 => Int(wire, out var bytes) && Set(ref header, header with { CompressedBytes = bytes }),
                4 => Int(wire, out var crc) && Set(ref header, header with { Checksum = unchecked((uint)crc) }),
                5 or 7 when wire == 12 => ReadValues(ref header),
                8 when wire == 12 => ReadValuesV2(ref header),
                _ => Skip(wire, 0),
            };
            if (!ok) return false;
        }
    }

    /// <summary>DataPageHeader and DictionaryPageHeader agree in what is read here.</summary>
    private bool ReadValues(ref PageHeader header)
    {
        for (var id = 0; ;)
        {
            if (!Field(ref id, out var wire)) return false;
            if (wire == 0) return true;
            var ok = id switch
            {
                1 => Int(wire, out var values) && Set(ref header, header with { Values = values }),
                2 => Int(wire, out var encoding) && Set(ref header, header with { Encoding = (Encoding)encoding }),
                3 when wire == 5 => Int(wire, out var encoding) && Set(ref header, header with { LevelEncoding = (Encoding)encoding }),
                _ => Skip(wire, 0),
            };
            if (!ok) return false;
        }
    }

    private bool ReadValuesV2(ref PageHeader header)
    {
        for (var id = 0; ;)
        {
            if (!Field(ref id, out var wire)) return false;
            if (wire == 0) return true;
            var ok = id switch
            {
                1 => Int(wire, out var values) && Set(ref header, header with { Values = values }),
                4 => Int(wire, out var encoding) && Set(ref header, header with { Encoding = (Encoding)encoding }),
                5 => Int(wire, out var bytes) && Set(ref header, header with { DefinitionBytes = bytes }),
                6 => Int(wire, out var bytes) && Set(ref header, header with { RepetitionBytes = bytes }),
                7 when wire is 1 or 2 => Set(ref header, header with { IsCompressed = wire == 1 }),
                _ => Skip(wire, 0),
            };
            if (!ok) return false;
        }
    }

    private static bool Set(ref PageHeader header, PageHeader value)
    {
        header = value;
        return true;
    }

    private bool Field(ref int id, out int wire)
    {
        wire = 0;
        if (_at >= _bytes.Length) return false;
        var head = _bytes[_at++];
        wire = head & 0x0f;
        if (head == 0) return true;
        if (wire is 0 or > 12) throw Bad();
        if (head >> 4 != 0)
        {
            id += head >> 4;
            return true;
        }

        if (!Varint(out var explicitId)) return false;
        id = (int)Math.Clamp(ZigZag(explicitId), -1, short.MaxValue);
        return true;
    }

    private bool Int(int wire, out int value)
    {
        value = 0;
        if (wire is not (4 or 5 or 6)) throw Bad();
        if (!Varint(out var raw)) return false;
        var whole = ZigZag(raw);
        if (whole is < int.MinValue or > int.MaxValue) throw Bad();
        value = (int)whole;
        return true;
    }

    private bool Skip(int wire, int depth)
    {
        if (depth > MaxDepth) throw Bad();
        switch (wire)
        {
            case 1 or 2:
                return true;
            case 3:
                return Advance(1);
            case 4 or 5 or 6:
                return Varint(out _);
            case 7:
                return Advance(8);
            case 8:
                return Varint(out var length) && Advance(length);
            case 12:
                for (var id = 0; ;)
                {
                    if (!Field(ref id, out var inner)) return false;
                    if (inner == 0) return true;
                    if (!Skip(inner, depth + 1)) return false;
                }

            default:
                throw Bad(); // a page header holds no lists or maps
        }
    }

    private bool Advance(ulong count)
    {
        if (count > int.MaxValue) throw Bad();
        if (count > (ulong)(_bytes.Length - _at)) return false;
        _at += (int)count;
        return true;
    }

    private bool Varint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_at >= _bytes.Length) return false;
            var part = _bytes[_at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return true;
        }

        throw Bad();
    }

    private static long ZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private static InvalidDataException Bad() => new("a page header is not well-formed");
}
