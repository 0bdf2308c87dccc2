using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>Names that stand in file names, strata and reports: <c>[a-z0-9-]+</c>.</summary>
internal static class PolicyName
{
    private const int Longest = 100;

    /// <summary>The name under a key that must be there; null when it is not one, which is then reported.</summary>
    public static string? Read(MapReader map, string key)
    {
        if (!map.Has(key))
        {
            map.Report(Codes.MissingKey, map.Place, $"'{map.Name(key)}' is missing: letters a-z, digits and -.");
            return null;
        }

        if (map.Text(key) is not { } name) return null;
        if (IsName(name.Value)) return name.Value;
        var near = Nearest(name.Value);
        var hint = IsName(near) ? $" Write {near}." : "";
        map.Report(
            Codes.OutOfRange,
            name.Place,
            $"'{map.Name(key)}' is {Shown.Quote(name.Value)}; a name is 1 to {Longest} of the letters a-z, digits and -.{hint}");
        return null;
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= Longest && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static string Nearest(string text) => string.Join(
        '-',
        new string([.. text.ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
