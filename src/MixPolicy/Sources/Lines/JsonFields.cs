using System.Buffers.Text;
using System.Text.Json;

namespace MixPolicy.Sources.Lines;

/// <summary>
/// Picks the mapped paths out of one JSON object and holds them until the whole line is known to be good. A path is followed into nested
/// objects; where that leads nowhere, a key of the object itself that is spelled like the whole path counts. Not thread-safe.
/// </summary>
internal sealed class JsonFields
{
    private const int MaxDepth = 64;
    private readonly JsonKey _root;
    private readonly int[] _cellOf;
    private readonly JsonCell[] _cells;
    private byte[] _unescaped = new byte[4096];
    private int _unescapedEnd;
    private long _record;

    /// <summary>Fields for the paths given, in order; a path may occur twice.</summary>
    public JsonFields(IReadOnlyList<string> paths)
    {
        _root = JsonKey.Tree(paths, out _cellOf, out var cells);
        _cells = new JsonCell[cells];
    }

    /// <summary>Reads a line of valid UTF-8; null, or why it is a bad record.</summary>
    public string? Parse(ReadOnlySpan<byte> line)
    {
        _record++;
        _unescapedEnd = 0;
        Array.Clear(_cells);
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = MaxDepth });
        var ended = false;
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) return $"{Name(reader.TokenType)}, not a JSON object";
            var fault = ReadObject(ref reader, line, _root);
            if (fault is not null) return fault;
            ended = true;
            reader.Read();
            return null;
        }
        catch (JsonException e)
        {
            return ended ? $"more text after the JSON object, at byte {e.BytePositionInLine + 1}"
                : reader.CurrentDepth >= MaxDepth - 1 && line[(int)e.BytePositionInLine!.Value..] is [(byte)'[' or (byte)'{', ..] ? $"JSON nested deeper than {MaxDepth} levels"
                : $"not valid JSON at byte {e.BytePositionInLine + 1}";
        }
        catch (InvalidOperationException)
        {
            return $"a lone surrogate in the JSON string before byte {reader.BytesConsumed + 1}: it stands for no character";
        }
    }

    /// <summary>Adds the cells of the line parsed last to the batch's columns.</summary>
    public void AddTo(RecordBatch batch, ReadOnlySpan<byte> line)
    {
        for (var i = 0; i < _cellOf.Length; i++)
        {
            ref var cell = ref _cells[_cellOf[i]];
            var column = batch.Columns[i];
            var bytes = (cell.Unescaped ? _unescaped.AsSpan(0, _unescapedEnd) : line).Slice(cell.Start, cell.Length);
            if (cell.Kind == ValueKind.Integer) column.AddInteger(cell.Number, bytes);
            else column.Add(cell.Kind, bytes);
        }
    }

    private string? ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, JsonKey key)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var child = Find(key, ref reader);
            if (!reader.Read()) break;
            if (child is null)
            {
                reader.Skip();
                continue;
            }

            if (child.Record == _record) return $"the key '{child.Name}' twice";
            child.Record = _record;
            var fault = ReadValue(ref reader, line, child);
            if (fault is not null) return fault;
        }

        return null;
    }

    private string? ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, JsonKey key)
    {
        var cell = new JsonCell { Start = (int)reader.TokenStartIndex };
        switch (reader.TokenType)
        {
            case JsonTokenType.String when key.Cell < 0 && key.Whole < 0:
                return null;
            case JsonTokenType.String when reader.ValueIsEscaped:
                cell.Kind = ValueKind.Text;
                cell.Unescaped = true;
                cell.Start = _unescapedEnd;
                if (_unescaped.Length - _unescapedEnd < reader.ValueSpan.Length)
                {
                    var larger = Math.Min(_unescaped.Length * 2L, Array.MaxLength);
                    Array.Resize(ref _unescaped, Math.Max((int)larger, _unescapedEnd + reader.ValueSpan.Length));
                }

                cell.Length = reader.CopyString(_unescaped.AsSpan(_unescapedEnd));
                _unescapedEnd += cell.Length;
                break;
            case JsonTokenType.String:
                cell.Kind = ValueKind.Text;
                cell.Start++;
                cell.Length = reader.ValueSpan.Length;
                break;
            case JsonTokenType.Number:
                cell.Length = reader.ValueSpan.Length;
                cell.Kind = Utf8Parser.TryParse(reader.ValueSpan, out cell.Number, out int used) && used == cell.Length
                    ? ValueKind.Integer
                    : ValueKind.Scalar;
                break;
            case JsonTokenType.True or JsonTokenType.False:
                cell.Kind = ValueKind.Scalar;
                cell.Length = reader.ValueSpan.Length;
                break;
            case JsonTokenType.Null:
                cell.Kind = ValueKind.Missing;
                cell.Start = 0;
                break;
            case JsonTokenType.StartObject when key.Children.Count > 0:
                var fault = ReadObject(ref reader, line, key);
                if (fault is not null) return fault;
                cell.Kind = ValueKind.Nested;
                cell.Length = (int)reader.BytesConsumed - cell.Start;
                break;
            default:
                reader.Skip();
                cell.Kind = ValueKind.Nested;
                cell.Length = (int)reader.BytesConsumed - cell.Start;
                break;
        }

        key.Put(_cells, cell);
        return null;
    }

    private static JsonKey? Find(JsonKey key, ref Utf8JsonReader reader)
    {
        foreach (var child in key.Children)
        {
            if (reader.ValueTextEquals(child.Utf8)) return child;
        }

        return null;
    }

    private static string Name(JsonTokenType type) => type switch
    {
        JsonTokenType.StartArray => "a JSON array",
        JsonTokenType.String => "a JSON string",
        JsonTokenType.Number => "a JSON number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
