namespace MixPolicy.Rules;

/// <summary>
/// SPDX licence expressions (SPDX 2.3, annex D): ids, <c>WITH</c>, <c>AND</c> before <c>OR</c>, parentheses. Ids compare without case.
/// What does not parse holds for nothing, and so do <c>NONE</c> and <c>NOASSERTION</c>, which say that there is no licence or that nobody knows.
/// </summary>
internal static class SpdxExpression
{
    private const int MaxLength = 1024;
    private static readonly string[] Unknown = ["NONE", "NOASSERTION"];

    /// <summary>Whether the text is one id, or one id WITH one exception.</summary>
    public static bool IsSimple(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length switch { 1 => IsId(words[0]), 3 => IsId(words[0]) && words[1] == "WITH" && IsId(words[2]), _ => false };
    }

    /// <summary>Whether some alternative of the expression has all its licences accepted.</summary>
    public static bool Holds(string expression, Func<string, bool> accepts)
    {
        if (expression.Length > MaxLength) return false;
        var words = expression.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = 0;
        return Or(words, ref at, accepts) is { } holds && at == words.Length && holds;
    }

    private static bool? Or(string[] words, ref int at, Func<string, bool> accepts)
    {
        var holds = And(words, ref at, accepts);
        while (holds is not null && Next(words, ref at, "OR")) holds = And(words, ref at, accepts) is { } other ? holds.Value | other : null;
        return holds;
    }

    private static bool? And(string[] words, ref int at, Func<string, bool> accepts)
    {
        var holds = One(words, ref at, accepts);
        while (holds is not null && Next(words, ref at, "AND")) holds = One(words, ref at, accepts) is { } other ? holds.Value & other : null;
        return holds;
    }

    private static bool? One(string[] words, ref int at, Func<string, bool> accepts)
    {
        if (Next(words, ref at, "("))
        {
            var inner = Or(words, ref at, accepts);
            return Next(words, ref at, ")") ? inner : null;
        }

        if (at >= words.Length || !IsId(words[at])) return null;
        var id = words[at++];
        if (!Next(words, ref at, "WITH")) return accepts(id);
        return at < words.Length && IsId(words[at]) ? accepts($"{id} WITH {words[at++]}") : null;
    }

    private static bool Next(string[] words, ref int at, string word)
    {
        if (at >= words.Length || !words[at].Equals(word, StringComparison.OrdinalIgnoreCase)) return false;
        at++;
        return true;
    }

    private static bool IsId(string word) =>
        word.Length > 0 && word is not ("AND" or "OR" or "WITH") && !Unknown.Contains(word, StringComparer.OrdinalIgnoreCase) && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '+' or ':');
}
