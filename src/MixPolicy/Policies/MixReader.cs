using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>Reads <c>mix</c>: unit, budget, targets and caps.</summary>
internal static class MixReader
{
    private static readonly string[] Units = ["tokens", "records", "bytes"];

    /// <summary>The mix; null when it cannot stand, which is then reported.</summary>
    public static Mix? Read(MapReader policy, SourceList sources)
    {
        if (!policy.Has("mix") || policy.HasNull("mix"))
        {
            policy.Report(
                Codes.MissingKey,
                policy.KeyPlace("mix"),
                "'mix' is missing: it says how much to take. Write mix: { unit: tokens, budget: 2M }.");
            return null;
        }

        if (policy.Map("mix") is not { } map) return null;
        var unit = map.Word("unit", Units)?.Value switch
        {
            "records" => MixUnit.Records,
            "bytes" => MixUnit.Bytes,
            _ => MixUnit.Tokens,
        };
        var unitIsSure = !map.Has("unit") || map.Node("unit") is YamlScalar { Text: "tokens" };
        if (unit == MixUnit.Tokens && unitIsSure) RequireTokens(map, sources);
        var budget = BudgetReader.Read(map);
        var targets = TargetsReader.Read(map, sources);
        if (budget is { IsAll: true } && targets.Count > 0)
        {
            map.Report(
                Codes.Inconsistent,
                map.KeyPlace("targets"),
                "'mix.budget' is all, which takes every record once: 'mix.targets' would do nothing. Give a budget or drop the targets.");
        }

        var maxRepetition = map.Factor("max_repetition_factor", Fraction.One);
        var maxSource = map.Fraction("max_source_fraction");
        map.Finish();
        return budget is null ? null : new Mix(unit, budget, targets, maxRepetition ?? new(Fraction.One, map.Place), maxSource, map.Place);
    }

    private static void RequireTokens(MapReader map, SourceList sources)
    {
        foreach (var source in sources.Uncounted)
        {
            map.Report(
                Codes.MissingKey,
                source.Place,
                $"The mix is counted in tokens, and the source {Shown.Quote(source.Name)} does not say how many its records have. "
                + "Under its columns write tokens: COLUMN, tokens: { tokenizer: o200k_base } or tokens: { per_byte: 0.25 }; or set mix.unit to records or bytes.");
        }
    }
}
