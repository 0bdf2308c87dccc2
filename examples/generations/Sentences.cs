using System.Text.RegularExpressions;

namespace MixPolicy.Examples.Generations;

/// <summary>Cuts text into sentences of words in lower case, joined by single spaces, so that a model's words are words.</summary>
internal static partial class Sentences
{
    private const int LeastWords = 4;

    /// <summary>Longest sentence; a longer one is cut. Also the longest text that a model writes.</summary>
    public const int MostWords = 60;

    /// <summary>The sentences. One of under 4 words joins the next; a rest that short is left out.</summary>
    public static IReadOnlyList<string> Of(string passage)
    {
        var sentences = new List<string>();
        var open = new List<string>();
        foreach (Match word in Word().Matches(passage))
        {
            open.Add(word.Value.ToLowerInvariant());
            if (open.Count < MostWords && (open.Count < LeastWords || word.Value is not ("." or "!" or "?"))) continue;
            sentences.Add(string.Join(' ', open));
            open.Clear();
        }

        if (open.Count >= LeastWords) sentences.Add(string.Join(' ', open));
        return sentences;
    }

    /// <summary>How many words a sentence has.</summary>
    public static int Words(string sentence) => sentence.AsSpan().Count(' ') + 1;

    /// <summary>Letters and digits, with apostrophes and hyphens inside; any other sign is a word by itself.</summary>
    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’\-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
