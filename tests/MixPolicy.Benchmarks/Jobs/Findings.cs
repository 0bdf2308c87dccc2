using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Measuring;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>What contenders printed of what they found, compared.</summary>
internal static class Findings
{
    /// <summary>Whether all counted the same groups; says how many, or null, with the reason on stderr.</summary>
    public static string? Same(IReadOnlyList<Contender> contenders)
    {
        var first = Groups(contenders[0]);
        foreach (var other in contenders.Skip(1))
        {
            if (first.Length > 0 && Groups(other).SequenceEqual(first, StringComparer.Ordinal)) continue;
            Console.Error.WriteLine($"{contenders[0].Name} and {other.Name} counted differently:\n{string.Join('\n', first)}\n--\n{string.Join('\n', Groups(other))}");
            return null;
        }

        return FormattableString.Invariant($"{first.Length} {(first.Length == 1 ? "count" : "groups of counts")} equal");
    }

    /// <summary>Whether our fingerprint over all texts is the one that they had when they were made.</summary>
    public static string? SameTexts(Contender ours, CorpusMarker marker)
    {
        var found = Lines(ours, "texts").SingleOrDefault();
        if (found == FormattableString.Invariant($"texts\t{marker.TextsXxHash128}\t{marker.TextBytes}"))
            return "XxHash128 of all texts as made";
        Console.Error.WriteLine($"{ours.Name} read other texts than were written: {found}, and {marker.TextsXxHash128} in {marker.TextBytes} bytes were.");
        return null;
    }

    private static string[] Groups(Contender contender) => [.. Lines(contender, "group").Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Contender contender, string key) =>
        File.ReadLines(contender.StdoutPath).Where(line => line.StartsWith(key + "\t", StringComparison.Ordinal));
}
