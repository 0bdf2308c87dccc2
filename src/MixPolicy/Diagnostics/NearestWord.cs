namespace MixPolicy.Diagnostics;

/// <summary>Finds the word that a misspelt one was most likely meant to be. Thread-safe.</summary>
public static class NearestWord
{
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

    /// <summary>How many letters must be inserted, dropped, replaced or swapped with their neighbour (optimal string alignment).</summary>
    internal static int Distance(string a, string b)
    {
        // A user's word may be arbitrarily long; beyond this it is near nothing.
        if (a.Length > 100) return a.Length;
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var best = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = Math.Min(best, rows[i - 2, j - 2] + 1);
                rows[i, j] = best;
            }
        }

        return rows[a.Length, b.Length];
    }
}
