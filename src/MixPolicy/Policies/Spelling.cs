using MixPolicy.Diagnostics;

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
            var distance = Math.Min(NearestWord.Distance(word, candidate), NearestWord.Distance(Bare(word), Bare(candidate)));
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
}
