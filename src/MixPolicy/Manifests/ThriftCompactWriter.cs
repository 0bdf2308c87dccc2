using System.Buffers;
using System.Text;

namespace MixPolicy.Manifests;

/// <summary>
/// Thrift's compact protocol, as much of it as Parquet's footer and page headers need
/// (github.com/apache/thrift, doc/specs/thrift-compact-protocol.md). Fields of a struct must be written in rising order. Not thread-safe.
/// </summary>
internal sealed class ThriftCompactWriter
{
    private const int True = 1;
    private const int False = 2;
    private const int I32 = 5;
    private const int I64 = 6;
    private const int Binary = 8;
    private const int List = 9;
    private const int Struct = 12;

    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly Stack<int> _outer = new();
    private int _field;

    /// <summary>What has been written since the last <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _output.WrittenSpan;

    /// <summary>Forgets what has been written.</summary>
    public void Clear()
    {
        _output.ResetWrittenCount();
        _outer.Clear();
        _field = 0;
    }

    /// <summary>Writes an i32 field or an enumeration.</summary>
    public void WriteInt32(int field, int value)
    {
        WriteField(field, I32);
        VarInt.WriteZigZag(_output, value);
    }

    /// <summary>Writes an i64 field.</summary>
    public void WriteInt64(int field, long value)
    {
        WriteField(field, I64);
        VarInt.WriteZigZag(_output, value);
    }

    /// <summary>Writes a bool field.</summary>
    public void WriteBoolean(int field, bool value) => WriteField(field, value ? True : False);

    /// <summary>Writes a binary field.</summary>
    public void WriteBytes(int field, ReadOnlySpan<byte> value)
    {
        WriteField(field, Binary);
        VarInt.Write(_output, (ulong)value.Length);
        _output.Write(value);
    }

    /// <summary>Writes a string field.</summary>
    public void WriteText(int field, string value) => WriteBytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Writes a field that is a list of i32 or of an enumeration.</summary>
    public void WriteInt32List(int field, IReadOnlyList<int> values)
    {
        WriteListHeader(field, I32, values.Count);
        foreach (var value in values) VarInt.WriteZigZag(_output, value);
    }

    /// <summary>Writes a field that is a list of one string.</summary>
    public void WriteTextList(int field, string value)
    {
        WriteListHeader(field, Binary, 1);
        var bytes = Encoding.UTF8.GetBytes(value);
        VarInt.Write(_output, (ulong)bytes.Length);
        _output.Write(bytes);
    }

    /// <summary>Begins a field that is a list of structs: <see cref="BeginElement"/> and <see cref="EndStruct"/> follow for each.</summary>
    public void BeginStructList(int field, int count) => WriteListHeader(field, Struct, count);

    /// <summary>Begins a struct in a list, or the outermost one.</summary>
    public void BeginElement()
    {
        _outer.Push(_field);
        _field = 0;
    }

    /// <summary>Begins a field that is a struct.</summary>
    public void BeginStruct(int field)
    {
        WriteField(field, Struct);
        BeginElement();
    }

    /// <summary>Ends the innermost struct.</summary>
    public void EndStruct()
    {
        WriteByte(0);
        _field = _outer.Pop();
    }

    private void WriteListHeader(int field, int type, int count)
    {
        WriteField(field, List);
        WriteByte((Math.Min(count, 15) << 4) | type);
        if (count >= 15) VarInt.Write(_output, (ulong)count);
    }

    private void WriteField(int field, int type)
    {
        // The long form, for steps above 15, is never needed: Parquet numbers its fields densely.
        WriteByte(((field - _field) << 4) | type);
        _field = field;
    }

    private void WriteByte(int value)
    {
        _output.GetSpan(1)[0] = (byte)value;
        _output.Advance(1);
    }
}
