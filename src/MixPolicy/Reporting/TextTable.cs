namespace MixPolicy.Reporting;

/// <summary>A table in plain text: columns as wide as their widest cell, two blanks between.</summary>
internal sealed class TextTable
{
    private readonly List<string[]> _rows = [];
    private readonly bool[] _right;

    /// <summary>A table with the titles given; <c>&gt;</c> before a title sets its column to the right.</summary>
    public TextTable(params string[] titles)
    {
        _right = [.. titles.Select(t => t.StartsWith('>'))];
        _rows.Add([.. titles.Select(t => t.TrimStart('>'))]);
    }

    /// <summary>Adds a row: one cell a title.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(Printable.Line)]);

    /// <summary>Writes titles and rows and a blank line; nothing when there is no row.</summary>
    public void Render(TextWriter output)
    {
        if (_rows.Count == 1) return;
        var widths = _right.Select((_, column) => _rows.Max(r => r[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, column) => _right[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            output.Write(string.Join("  ", cells).TrimEnd());
            output.Write('\n');
        }

        output.Write('\n');
    }
}
