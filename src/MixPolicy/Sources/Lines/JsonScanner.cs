namespace MixPolicy.Sources.Lines;

/// <summary>
/// Picks the mapped paths out of lines that are JSON as writers mostly write it; whatever else it meets it leaves to <see cref="JsonFields"/>, which
/// says what is wrong with a line. What it takes, it takes as <see cref="JsonFields"/> would. Nothing is copied but unescaped texts. Not thread-safe.
/// </summary>
/// <remarks>
/// Safe without a length: the buffer has a line feed behind the last line and <see cref="JsonText.Padding"/> bytes more, and no method passes a line
/// feed. What is unescaped is never longer than what it is read from, so it needs no more room than the lines themselves.
/// </remarks>
internal sealed unsafe class JsonScanner
{
    private readonly JsonKey _root;
    private readonly int[] _cellOf;
    private readonly JsonCell[] _cells;
    private byte* _buffer;
    private byte* _free;
    private long _record;

    /// <summary>A scanner for the paths given, in order; a path may occur twice.</summary>
    public JsonScanner(IReadOnlyList<string> paths)
    {
        _root = JsonKey.Tree(paths, out _cellOf, out var cells);
        _cells = new JsonCell[cells];
    }

    /// <summary>Starts on a batch of lines.</summary>
    /// <param name="buffer">The buffer, held in place while lines are scanned.</param>
    /// <param name="free">Where in it unescaped texts may be written.</param>
    public void Begin(byte* buffer, int free)
    {
        _buffer = buffer;
        _free = buffer + free;
    }

    /// <summary>Reads a line of valid UTF-8; its line feed, or null if the line is to be looked at closely.</summary>
    public byte* Scan(byte* line)
    {
        _record++;
        var free = _free;
        Array.Clear(_cells);
        var at = JsonSkip.Space(line);
        if (*at == '{' && (at = Object(at, _root, 1)) != null)
        {
            at = JsonSkip.Space(at);
            if (*at == '\n') return at;
        }

        _free = free;
        return null;
    }

    /// <summary>Adds the cells of the line scanned last to the batch's columns.</summary>
    public void AddTo(RecordBatch batch)
    {
        var columns = batch.Columns;
        for (var i = 0; i < columns.Length; i++)
        {
            ref var cell = ref _cells[_cellOf[i]];
            columns[i].AddShared(cell.Kind, cell.Start, cell.Length, cell.Number);
        }
    }

    private byte* Object(byte* at, JsonKey parent, int depth)
    {
        if (depth > JsonSkip.MaxDepth) return null;
        var keys = parent.Keys;
        keys.Begin();
        at = JsonSkip.Space(at + 1);
        if (*at == '}') return at + 1;
        while (*at == '"')
        {
            at = keys.Pass(at + 1, out var key);
            if (at == null || (at = JsonSkip.Colon(at)) == null) return null;
            if (key is not null)
            {
                if (key.Record == _record) return null;
                key.Record = _record;
                at = Mapped(at, key, depth);
            }
            else
            {
                at = *at == '"' ? JsonText.Skip(at + 1) : Skip(at, depth);
            }

            if (at == null) return null;
            at = JsonSkip.Space(at);
            if (*at == '}') return at + 1;
            if (*at != ',') return null;
            at = JsonSkip.Space(at + 1);
        }

        return null;
    }

    private byte* Mapped(byte* at, JsonKey key, int depth)
    {
        var cell = new JsonCell { Start = (int)(at - _buffer) };
        var start = at;
        switch (*at)
        {
            case (byte)'"' when key.Cell < 0 && key.Whole < 0:
                return JsonText.Skip(at + 1);
            case (byte)'"':
                at = Text(at + 1, ref cell);
                break;
            case (byte)'{':
                at = key.Children.Count > 0 ? Object(at, key, depth + 1) : JsonSkip.Container(at, depth);
                (cell.Kind, cell.Length) = (ValueKind.Nested, (int)(at - start));
                break;
            case (byte)'[':
                at = JsonSkip.Container(at, depth);
                (cell.Kind, cell.Length) = (ValueKind.Nested, (int)(at - start));
                break;
            case (byte)'n':
                at = JsonSkip.Literal(at);
                cell.Start = 0;
                break;
            case (byte)'t' or (byte)'f':
                at = JsonSkip.Literal(at);
                (cell.Kind, cell.Length) = (ValueKind.Scalar, (int)(at - start));
                break;
            default:
                at = JsonSkip.Number(at, out var number, out var whole);
                (cell.Kind, cell.Length) = (whole ? ValueKind.Integer : ValueKind.Scalar, (int)(at - start));
                if (whole) cell.Number = number;
                break;
        }

        key.Put(_cells, cell);
        return at;
    }

    private byte* Text(byte* from, ref JsonCell cell)
    {
        cell.Kind = ValueKind.Text;
        var special = JsonText.Special(from);
        if (*special == '"')
        {
            (cell.Start, cell.Length) = ((int)(from - _buffer), (int)(special - from));
            return special + 1;
        }

        cell.Start = (int)(_free - _buffer);
        var end = JsonText.Unescape(from, special, _free, out cell.Length);
        _free += cell.Length;
        return end;
    }

    private static byte* Skip(byte* at, int depth) => *at switch
    {
        (byte)'{' or (byte)'[' => JsonSkip.Container(at, depth),
        (byte)'t' or (byte)'f' or (byte)'n' => JsonSkip.Literal(at),
        _ => JsonSkip.Number(at, out _, out _),
    };
}
