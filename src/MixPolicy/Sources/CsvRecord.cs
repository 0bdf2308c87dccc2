namespace MixPolicy.Sources;

/// <summary>Where a field's content lies in its record, without the quotes around it.</summary>
/// <param name="Start">Offset in the record.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Quoted">Written in quotes: then it is text even when empty.</param>
/// <param name="HasQuotes">Holds doubled quotes.</param>
internal readonly record struct CsvField(int Start, int Length, bool Quoted, bool HasQuotes);

/// <summary>
/// Splits the next record off a window and finds its fields. A quote opens a quoted field only where a field starts, so that a stray one
/// costs its own line and not the rest of the file. Not thread-safe.
/// </summary>
internal sealed class CsvRecord
{
    private readonly List<CsvField> _fields = [];
    private int _at;

    /// <summary>The fields of the record read last.</summary>
    public IReadOnlyList<CsvField> Fields => _fields;

    /// <summary>Why the record read last is bad; null when it is well-formed.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes the next record, without its line ending; false at the end of the file.</summary>
    /// <param name="window">Where from.</param>
    /// <param name="text">The record; dies with the next call.</param>
    public bool TryRead(ByteWindow window, out ReadOnlySpan<byte> text)
    {
        _fields.Clear();
        Fault = null;
        _at = 0;
        text = default;
        if (window.Unread.IsEmpty && !window.Grow()) return false;
        while (Field(window))
        {
        }

        var end = _at;
        text = window.Unread[..end];
        window.Advance(Math.Min(end + 1, window.Unread.Length));

        // The CR of a CRLF belongs to the line ending, not to the last field. A quoted field left it out already.
        if (text is [.., (byte)'\r'])
        {
            text = text[..^1];
            if (_fields[^1] is { Quoted: false, Length: > 0 } last) _fields[^1] = last with { Length = last.Length - 1 };
        }

        return true;
    }

    /// <summary>Reads a field; true when a comma follows, false when the record ends after it.</summary>
    private bool Field(ByteWindow window) => Has(window, _at) && window.Unread[_at] == '"' ? Quoted(window) : Plain(window);

    private bool Plain(ByteWindow window)
    {
        var start = _at;
        while (true)
        {
            var found = Find(window, ",\"\n"u8);
            if (found != '"')
            {
                _fields.Add(new CsvField(start, _at - start, false, false));
                if (found != ',') return false;
                _at++;
                return true;
            }

            Fault ??= $"a quote inside an unquoted field, at byte {_at + 1}";
            _at++;
        }
    }

    private bool Quoted(ByteWindow window)
    {
        var start = ++_at;
        var doubled = false;
        while (true)
        {
            if (Find(window, "\""u8) != '"')
            {
                Fault ??= $"a quote that is never closed, at byte {start}";
                _fields.Add(new CsvField(start, _at - start, true, false));
                return false;
            }

            _at++;
            if (!Has(window, _at) || window.Unread[_at] != '"') break;
            doubled = true;
            _at++;
        }

        _fields.Add(new CsvField(start, _at - 1 - start, true, doubled));
        if (!Has(window, _at)) return false;
        var next = window.Unread[_at];
        if (next == '\n') return false;
        if (next == ',')
        {
            _at++;
            return true;
        }

        if (next == '\r' && (!Has(window, _at + 1) || window.Unread[_at + 1] == '\n'))
        {
            _at++;
            return false;
        }

        Fault ??= $"text after a closing quote, at byte {_at + 1}";
        return Plain(window);
    }

    /// <summary>Moves to the next of some bytes and returns it; -1, at the end of what there is, when the file ends first.</summary>
    private int Find(ByteWindow window, ReadOnlySpan<byte> any)
    {
        while (true)
        {
            var at = window.Unread[_at..].IndexOfAny(any);
            if (at >= 0)
            {
                _at += at;
                return window.Unread[_at];
            }

            _at = window.Unread.Length;
            if (!window.Grow()) return -1;
        }
    }

    private static bool Has(ByteWindow window, int at)
    {
        while (window.Unread.Length <= at)
        {
            if (!window.Grow()) return false;
        }

        return true;
    }
}
