namespace MixPolicy.Rules;

/// <summary>A value as a part of a stratum's name: <c>/</c> divides parts there, so it is written <c>%2F</c> inside one, and <c>%</c> <c>%25</c>.</summary>
internal static class FacetWord
{
    /// <summary>The value, safe in a name.</summary>
    public static string Of(string value) =>
        value.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
}
