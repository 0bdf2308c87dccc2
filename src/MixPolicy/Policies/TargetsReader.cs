using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>Reads <c>mix.targets</c>: shares by source, which add up exactly.</summary>
internal static class TargetsReader
{
    private const string Key = "targets";

    /// <summary>The targets that can stand, ordinal by source.</summary>
    public static IReadOnlyDictionary<string, Located<Fraction>> Read(MapReader mix, SourceList sources)
    {
        var targets = new SortedDictionary<string, Located<Fraction>>(StringComparer.Ordinal);
        if (mix.Fractions(Key) is not { } stated) return targets;
        var names = sources.All.Select(s => s.Name).ToArray();
        var known = names.ToHashSet(StringComparer.Ordinal);
        var areKnown = true;
        foreach (var (name, value) in stated)
        {
            targets.Add(name.Value, value);
            if (!sources.IsWhole || known.Contains(name.Value)) continue;
            areKnown = false;
            mix.Report(
                Codes.UnknownWord,
                name.Place,
                $"{Shown.Quote(name.Value)} is not a source.{Spelling.DidYouMean(name.Value, names)} The sources: {Shown.List(names)}.");
        }

        var written = mix.Node(Key) is YamlMapping mapping ? mapping.Entries.Count : 0;
        if (targets.Count == written && written > 0) CheckSum(mix, targets, isEverySource: sources.IsWhole && areKnown && written == names.Length);
        return targets;
    }

    private static void CheckSum(MapReader mix, SortedDictionary<string, Located<Fraction>> targets, bool isEverySource)
    {
        var sum = targets.Values.Aggregate(Fraction.Zero, (total, t) => total + t.Value);
        if (sum > Fraction.One)
        {
            mix.Report(
                Codes.Inconsistent,
                mix.KeyPlace(Key),
                $"'{mix.Name(Key)}' add up to {NumberText.Plain(sum)}, {NumberText.Plain(sum - Fraction.One)} above 1.");
        }
        else if (isEverySource && sum < Fraction.One)
        {
            mix.Report(
                Codes.Inconsistent,
                mix.KeyPlace(Key),
                $"'{mix.Name(Key)}' name every source and add up to {NumberText.Plain(sum)}, {NumberText.Plain(Fraction.One - sum)} below 1. Raise one, or leave out one, which then takes the rest.");
        }
    }
}
