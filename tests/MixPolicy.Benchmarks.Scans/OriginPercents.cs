using System.Globalization;

namespace MixPolicy.Benchmarks.Scans;

/// <summary>How the tokens that the sample is to hold are divided among origins, written <c>human=60,mixed=40</c>.</summary>
internal static class OriginPercents
{
    public static Dictionary<string, int> Parse(string text) => text.Split(',')
        .Select(part => part.Split('='))
        .ToDictionary(part => part[0], part => int.Parse(part[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
