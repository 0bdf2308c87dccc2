namespace MixPolicy.Sources;

/// <summary>Finds the file name that was probably meant.</summary>
internal static class NearestName
{
    /// <summary>The name that the fewest edits make of the one given; null when none is near (more than a third of it would change).</summary>
    public static string? Of(string wanted, IEnumerable<string> names)
    {
        var (nearest, least) = ((string?)null, (Math.Min(wanted.Length, 255) / 3) + 1);
        foreach (var name in names)
        {
            var edits = PathPattern.HasWildcard(wanted) ? int.MaxValue : Edits(wanted, name);
            if (edits < least) (nearest, least) = (name, edits);
        }

        return nearest;
    }

    /// <summary>Insertions, deletions and replacements between two names, whatever their case.</summary>
    private static int Edits(string a, string b)
    {
        if (a.Length > 255 || b.Length > 255) return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
