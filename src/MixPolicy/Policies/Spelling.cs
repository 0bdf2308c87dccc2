namespace MixPolicy.Policies;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Spelling
{
    private const int LongestWord = 64;
    private const int MostWords = 200;

    /// <summary>
    /// The nearest of the words by Damerau-Levenshtein distance (adjacent swaps count once): at most 2 edits, or a third of the word when that
    /// is more, and above one edit always less than half of it. Case, <c>-</c> and <c>_</c> weigh nothing on their own. Of equals the first; null when none is near. Only the
    /// first 200 words are looked at.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> words)
    {
        if (word.Length is 0 or > LongestWord) return null;
        string? nearest = null;
        var least = int.MaxValue;
        foreach (var candidate in words.Take(MostWords))
        {
            if (candidate.Length > LongestWord) continue;
            var length = Math.Max(word.Length, candidate.Length);
            var distance = Math.Min(Distance(word, candidate), Distance(Bare(word), Bare(candidate)));
            if (distance >= least || distance > Math.Max(2, length / 3) || (distance > 1 && distance * 2 >= length)) continue;
            least = distance;
            nearest = candidate;
        }

        return nearest;
    }

    /// <summary>A sentence to append, with its leading space; empty when nothing is near.</summary>
    public static string DidYouMean(string word, IEnumerable<string> words) =>
        Nearest(word, words) is { } nearest ? $" Did you mean {Shown.Quote(nearest)}?" : "";

    private static string Bare(string word) =>
        word.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
