using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>Reads <c>measured</c>: the counts of one verifier, or a list of several.</summary>
internal static class KeepRatesReader
{
    private static readonly Fraction MaxWrongKept = new(1, 10);

    /// <summary>What was measured; nothing when the key is absent or wrong (then reported).</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="verifiers">Who may verify, folded; null when the policy does not say.</param>
    /// <param name="soft">Whether the rule is softened.</param>
    public static IReadOnlyList<KeepRates> Read(MapReader rule, IReadOnlySet<string>? verifiers, bool soft)
    {
        var most = rule.Fraction("max_wrong_kept");
        if (most is { } limit && !rule.Has("measured"))
        {
            rule.Report(Codes.MissingKey, limit.Place, $"{rule.Name("max_wrong_kept")} needs 'measured': the counts that it is judged by");
        }

        var maps = rule.Node("measured") is YamlSequence ? rule.Maps("measured") : rule.Map("measured") is { } one ? [one] : [];
        var rates = (maps ?? []).Select(map => ReadOne(rule.Path, map, most?.Value ?? MaxWrongKept, verifiers, soft)).OfType<KeepRates>().ToList();
        if (rule.Node("measured") is YamlSequence { Items.Count: 0 } none)
        {
            rule.Report(Codes.MissingKey, none.Place, $"{rule.Name("measured")} is an empty list; give the counts of at least one verifier, or remove it");
        }

        return rates;
    }

    private static KeepRates? ReadOne(string rule, MapReader map, Fraction maxWrongKept, IReadOnlySet<string>? verifiers, bool soft)
    {
        var verifier = map.Text("verifier");
        string[] keys = ["right_kept", "right_total", "wrong_kept", "wrong_total"];
        var counts = keys.Select(key => map.Count(key, key.EndsWith("total", StringComparison.Ordinal) ? 1 : 0, 1_000_000_000)).ToArray();
        var wrong = map.Fraction("wrong_fraction");
        var missing = keys.Prepend("verifier").Where(key => !map.Has(key)).ToList();
        if (missing.Count > 0)
        {
            map.Report(
                Codes.MissingKey, map.Place,
                $"{map.Path} needs {string.Join(", ", missing)}: how many labelled samples were right and wrong, and how many of each the verifier kept, "
                + "e.g. { verifier: judge-v2, right_kept: 180, right_total: 200, wrong_kept: 12, wrong_total: 220 }");
        }

        map.Finish();
        if (verifier is not { } name || counts.Contains(null)) return null;
        for (var i = 0; i < counts.Length; i += 2)
        {
            if (counts[i]!.Value.Value <= counts[i + 1]!.Value.Value) continue;
            map.Report(Codes.Inconsistent, counts[i]!.Value.Place, $"{map.Name(keys[i])} is more than {keys[i + 1]}: no more can be kept than there are");
            return null;
        }

        if (verifiers?.Contains(Kinds.Folded(name.Value)!) == false)
        {
            map.Report(Codes.Inconsistent, name.Place, $"{map.Name("verifier")} is {Shown.Quote(name.Value)}, which 'by' does not accept.{Spelling.DidYouMean(name.Value, verifiers)}");
            return null;
        }

        var (rightKept, rightTotal, wrongKept, wrongTotal) = (counts[0]!.Value.Value, counts[1]!.Value.Value, counts[2]!.Value.Value, counts[3]!.Value.Value);
        return new KeepRates(rule, map.Path, map.Place, name.Value, rightKept, rightTotal, wrongKept, wrongTotal, wrong?.Value, maxWrongKept, soft);
    }
}
