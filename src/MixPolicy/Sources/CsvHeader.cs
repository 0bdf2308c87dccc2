using System.Text;

namespace MixPolicy.Sources;

/// <summary>The names in the first record of a CSV file.</summary>
internal static class CsvHeader
{
    /// <summary>Names in their order, quotes taken off; the record may span lines.</summary>
    public static IReadOnlyList<PeekedColumn> Read(ReadOnlySpan<byte> bytes)
    {
        var names = new List<PeekedColumn>();
        var name = new List<byte>();
        var quoted = false;
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (b == '"')
            {
                // Two quotes inside quotes stand for one.
                if (quoted && i + 1 < bytes.Length && bytes[i + 1] == '"') name.Add(bytes[i++]);
                else quoted = !quoted;
            }
            else if (b == ',' && !quoted) Close();
            else if (b == '\n' && !quoted) break;
            else name.Add(b);
        }

        if (name.Count > 0 || names.Count > 0) Close();
        return names;

        void Close()
        {
            names.Add(new PeekedColumn(Encoding.UTF8.GetString([.. name]).TrimEnd('\r'), ColumnShape.Unknown));
            name.Clear();
        }
    }
}
