namespace MixPolicy.Diagnostics;

/// <summary>Finds the word that a misspelt one was most likely meant to be. Thread-safe.</summary>
public static class NearestWord
{
    private const int Longest = 255;

    /// <summary>
    /// The candidate nearest to a word, ignoring case; null when none is near: more than a third of the letters (at least two) would have
    /// to change.
    /// </summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        var limit = Math.Max(2, word.Length / 3);
        return candidates
            .Select(c => (Word: c, Distance: Distance(word.ToUpperInvariant(), c.ToUpperInvariant())))
            .Where(c => c.Distance <= limit && c.Distance < c.Word.Length)
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Word, StringComparer.Ordinal)
            .Select(c => c.Word)
            .FirstOrDefault();
    }

    /// <summary>
    /// How many letters must be inserted, dropped, replaced or swapped with their neighbour (optimal string alignment). A word of more than 255 letters
    /// is near nothing.
    /// </summary>
    internal static int Distance(string a, string b)
    {
        if (a.Length > Longest || b.Length > Longest) return a == b ? 0 : Math.Max(a.Length, b.Length);
        var before = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
