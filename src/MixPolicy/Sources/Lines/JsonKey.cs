using System.Text;

namespace MixPolicy.Sources.Lines;

/// <summary>A key on the way to a mapped value. The tree's root stands for the record itself. Not thread-safe.</summary>
internal sealed class JsonKey(string name)
{
    /// <summary>The key, unescaped.</summary>
    public string Name { get; } = name;

    /// <summary>The key as bytes.</summary>
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>Keys of the object that the key's value may be.</summary>
    public List<JsonKey> Children { get; } = [];

    /// <summary>What the scanner remembers of such objects.</summary>
    public JsonKeyTable Keys => field ??= new JsonKeyTable(this);

    /// <summary>The cell that a path ends in here; -1 for none.</summary>
    public int Cell { get; private set; } = -1;

    /// <summary>The cell whose whole path, dots and all, is this key; -1 for none.</summary>
    public int Whole { get; private set; } = -1;

    /// <summary>The last record that had the key: a key met twice is a fault.</summary>
    public long Record { get; set; }

    /// <summary>Makes the tree of some paths.</summary>
    /// <param name="paths">Dotted paths; one may occur twice.</param>
    /// <param name="cellOf">The cell of each path: equal paths share one.</param>
    /// <param name="cells">How many cells.</param>
    public static JsonKey Tree(IReadOnlyList<string> paths, out int[] cellOf, out int cells)
    {
        var distinct = paths.Distinct(StringComparer.Ordinal).ToList();
        var root = new JsonKey("");
        for (var cell = 0; cell < distinct.Count; cell++)
        {
            var key = root;
            foreach (var part in distinct[cell].Split('.')) key = key.Child(part);
            key.Cell = cell;
        }

        for (var cell = 0; cell < distinct.Count; cell++)
        {
            if (distinct[cell].Contains('.', StringComparison.Ordinal)) root.Child(distinct[cell]).Whole = cell;
        }

        cellOf = [.. paths.Select(p => distinct.IndexOf(p))];
        cells = distinct.Count;
        return root;
    }

    /// <summary>Puts what stands at the key into the cells that it is mapped to: a path that is followed goes before one that is spelled as a key.</summary>
    public void Put(JsonCell[] cells, JsonCell cell)
    {
        if (Cell >= 0)
        {
            cell.Found = true;
            cells[Cell] = cell;
        }

        if (Whole >= 0 && !cells[Whole].Found) cells[Whole] = cell;
    }

    private JsonKey Child(string part)
    {
        var child = Children.Find(c => c.Name == part);
        if (child is null) Children.Add(child = new JsonKey(part));
        return child;
    }
}
