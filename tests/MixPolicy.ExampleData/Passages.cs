namespace MixPolicy.ExampleData;

/// <summary>Cuts a speech into passages.</summary>
internal static class Passages
{
    private const int EnoughWords = 120;
    private const int MostWords = 220;
    private const int LeastWords = 30;

    /// <summary>
    /// Passages of whole sentences: each ends with the first sentence that brings it to 120 words, at the latest after 220 words. A rest of
    /// under 30 words joins the passage before it. Words are joined by single spaces.
    /// </summary>
    public static IReadOnlyList<string> Of(string speech)
    {
        var passages = new List<List<string>>();
        var open = new List<string>();
        foreach (var word in speech.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            open.Add(word);
            if (open.Count < MostWords && (open.Count < EnoughWords || !EndsSentence(word))) continue;
            passages.Add(open);
            open = [];
        }

        if (open.Count >= LeastWords || passages.Count == 0) passages.Add(open);
        else passages[^1].AddRange(open);
        return [.. passages.Where(words => words.Count > 0).Select(words => string.Join(' ', words))];
    }

    private static bool EndsSentence(string word) => word.TrimEnd('"', '\'', ')', '”', '’') is [.., '.' or '!' or '?'];
}
