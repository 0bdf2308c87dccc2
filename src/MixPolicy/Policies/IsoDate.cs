using System.Globalization;

namespace MixPolicy.Policies;

/// <summary>Dates as a policy writes them.</summary>
internal static class IsoDate
{
    private static readonly string[] Instants =
    [
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Whether the text is a day, <c>YYYY-MM-DD</c>, or an RFC 3339 instant, with its offset.</summary>
    public static bool IsDateOrInstant(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        || (HasOffset(text) && DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    /// <summary>Whether digits and dashes stand where a day has them.</summary>
    public static bool LooksLikeDate(string text) =>
        text.Length == 10 && text.Select((c, i) => i is 4 or 7 ? c == '-' : char.IsAsciiDigit(c)).All(fits => fits);

    private static bool HasOffset(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
}
