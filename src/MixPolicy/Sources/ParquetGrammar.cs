using System.Globalization;

namespace MixPolicy.Sources;

/// <summary>
/// Walks a Parquet footer (Thrift, compact protocol) before the library does. The library trusts what it reads: a varint that runs past the
/// end makes it spin, a forged count makes it allocate. Here every byte is accounted for, and every known field has the type that its reader
/// takes for granted. The fields are those of parquet.thrift.
/// </summary>
internal ref struct ParquetGrammar
{
    // id, then what it holds: n a whole number, s bytes, o a boolean, b one byte, d a real number, [ a list of, or the name of a struct.
    private static readonly Dictionary<string, Dictionary<int, string>> Structs = Parse("""
        FileMetaData 1=n 2=[SchemaElement 3=n 4=[RowGroup 5=[KeyValue 6=s 7=[ColumnOrder 8=EncryptionAlgorithm 9=s
        SchemaElement 1=n 2=n 3=n 4=s 5=n 6=n 7=n 8=n 9=n 10=LogicalType
        LogicalType 1=Empty 2=Empty 3=Empty 4=Empty 5=Decimal 6=Empty 7=Time 8=Time 10=Int 11=Empty 12=Empty 13=Empty 14=Empty 15=Empty 16=Variant 17=Geo 18=Geo
        Decimal 1=n 2=n
        Time 1=o 2=TimeUnit
        TimeUnit 1=Empty 2=Empty 3=Empty
        Int 1=b 2=o
        Variant 1=b
        Geo 1=s 2=n
        RowGroup 1=[ColumnChunk 2=n 3=n 4=[SortingColumn 5=n 6=n 7=n
        SortingColumn 1=n 2=o 3=o
        ColumnChunk 1=s 2=n 3=ColumnMetaData 4=n 5=n 6=n 7=n 8=Crypto 9=s
        ColumnMetaData 1=n 2=[n 3=[s 4=n 5=n 6=n 7=n 8=[KeyValue 9=n 10=n 11=n 12=Statistics 13=[PageEncodingStats 14=n 15=n 16=SizeStatistics 17=GeoStatistics
        Statistics 1=s 2=s 3=n 4=n 5=s 6=s 7=o 8=o
        PageEncodingStats 1=n 2=n 3=n
        SizeStatistics 1=n 2=[n 3=[n
        GeoStatistics 1=Box 2=[n
        Box 1=d 2=d 3=d 4=d 5=d 6=d 7=d 8=d
        KeyValue 1=s 2=s
        ColumnOrder 1=Empty
        Crypto 1=Empty 2=ColumnKey
        ColumnKey 1=[s 2=s
        EncryptionAlgorithm 1=Aes 2=Aes
        Aes 1=s 2=s 3=o
        Empty
        """);

    private ReadOnlySpan<byte> _rest;

    /// <summary>Checks a footer.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    /// <exception cref="NotSupportedException">It has a newer field that the library would misread.</exception>
    public static void Check(ReadOnlySpan<byte> footer)
    {
        var grammar = new ParquetGrammar { _rest = footer };
        grammar.Struct("FileMetaData");
    }

    private void Struct(string name)
    {
        var fields = Structs[name];
        for (var id = 0L; ;)
        {
            var header = Byte();
            if (header == 0) return;
            id = header >> 4 == 0 ? ZigZag(Varint()) : id + (header >> 4);
            var wire = header & 0x0f;
            if (id is > 0 and < 100 && fields.TryGetValue((int)id, out var kind)) Field(kind, wire);
            else Unknown(wire);
        }
    }

    private void Field(string kind, int wire)
    {
        var expected = kind[0] switch
        {
            'n' => wire is 4 or 5 or 6,
            's' => wire == 8,
            'o' => wire is 1 or 2,
            'b' => wire == 3,
            'd' => wire == 7,
            '[' => wire == 9,
            _ => wire == 12,
        };
        if (!expected) throw Bad();
        if (wire == 9) List(kind[1..]);
        else if (wire == 12) Struct(kind);
        else Scalar(wire);
    }

    private void List(string kind)
    {
        var header = Byte();
        var count = header >> 4 == 15 ? Varint() : (ulong)(header >> 4);
        if (count > (ulong)_rest.Length) throw Bad();
        for (; count > 0; count--) Field(kind, header & 0x0f);
    }

    /// <summary>The library skips scalars right, but not what is inside of structs and lists.</summary>
    private void Unknown(int wire)
    {
        if (wire is 9 or 12)
        {
            if (Byte() == 0) return;
            throw new NotSupportedException("a field of a newer version of the format");
        }

        Scalar(wire);
    }

    private void Scalar(int wire)
    {
        switch (wire)
        {
            case 1 or 2:
                break;
            case 3:
                Byte();
                break;
            case 4 or 5 or 6:
                Varint();
                break;
            case 7:
                Skip(8);
                break;
            case 8:
                Skip(Varint());
                break;
            default:
                throw Bad();
        }
    }

    private byte Byte()
    {
        if (_rest.IsEmpty) throw Bad();
        var first = _rest[0];
        _rest = _rest[1..];
        return first;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }

        throw Bad();
    }

    private void Skip(ulong count)
    {
        if (count > (ulong)_rest.Length) throw Bad();
        _rest = _rest[(int)count..];
    }

    private static long ZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private static InvalidDataException Bad() => new("the footer is not well-formed");

    private static Dictionary<string, Dictionary<int, string>> Parse(string table) => table.Split('\n').Select(l => l.Split(' ')).ToDictionary(
        l => l[0],
        l => l.Skip(1).Select(f => f.Split('=')).ToDictionary(f => int.Parse(f[0], CultureInfo.InvariantCulture), f => f[1]),
        StringComparer.Ordinal);
}
