using System.Globalization;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>A random policy over random sources: what it says, and as YAML.</summary>
/// <param name="Sources">What exists.</param>
/// <param name="Unit">What the mix counts.</param>
/// <param name="Budget">Least and most, as parts of a thousand of what exists; null for all.</param>
/// <param name="Targets">Whether the first source has a target, in percent.</param>
/// <param name="Factor">Tenths of the repetition factor.</param>
/// <param name="MaxSource">Percent that one source may be.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Rules">What must hold.</param>
internal sealed record RandomPolicy(
    IReadOnlyList<CorpusSource> Sources,
    string Unit,
    (int Least, int Most)? Budget,
    int? Targets,
    int Factor,
    int? MaxSource,
    int Seed,
    IReadOnlyList<RandomRule> Rules)
{
    /// <summary>The policy's date.</summary>
    public static DateOnly AsOf { get; } = new(2026, 11, 1);

    /// <summary>A source's repetition factor, in tenths.</summary>
    public int FactorOf(CorpusSource source) => source.Factor ?? Factor;

    /// <summary>Least and most that the mix may hold; null for all.</summary>
    /// <param name="pool">What exists, in the unit.</param>
    public (long Least, long Most)? Amounts(long pool) =>
        Budget is { } b ? (Math.Max(1, pool * b.Least / 1000), Math.Max(1, pool * b.Most / 1000)) : null;

    /// <summary>The policy's text.</summary>
    /// <param name="pool">What exists, in the unit.</param>
    public string Yaml(long pool)
    {
        var budget = Amounts(pool) switch
        {
            null => "all",
            var (least, most) when least == most => N(least),
            var (least, most) => $"{{ min: {N(least)}, max: {N(most)} }}",
        };
        var lines = new List<string>
        {
            "mixpolicy: 1", "name: random", $"as_of: {AsOf:yyyy-MM-dd}", $"seed: {N(Seed)}", "data:", "  sources:",
        };
        lines.AddRange(Sources.SelectMany(Source));
        lines.AddRange(["mix:", $"  unit: {Unit}", $"  budget: {budget}"]);
        if (Budget is not null && Targets is { } target) lines.Add($"  targets: {{ {Sources[0].Name}: {Percent(Sources.Count == 1 ? 100 : target)} }}");
        lines.Add($"  max_repetition_factor: {Tenths(Factor)}");
        if (MaxSource is { } share) lines.Add($"  max_source_fraction: {Percent(share)}");
        lines.Add("rules:");
        lines.AddRange(Rules.Select(r => r.Key == "groups" ? $"  groups: [ {{ {r.Yaml} }} ]" : $"  {r.Key}: {{ {r.Yaml} }}"));
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>A percentage as the fraction that it is.</summary>
    public static string Percent(int percent) => $"{N(percent / 100)}.{percent % 100:00}";

    private static IEnumerable<string> Source(CorpusSource source)
    {
        yield return $"    - name: {source.Name}";
        yield return $"      paths: [ {source.Name}/* ]";
        var columns = source.Mapped.Where(a => a is not ("temperature" or "top_p")).Select(a => $"{a}: {source.Column(a)}").Prepend("text: c_text").ToList();
        if (source.IsMapped) columns.Add("id: c_id");
        columns.Add(source.PerByte is { } factor ? $"tokens: {{ per_byte: {Percent(factor)} }}" : "tokens: c_tokens");
        if (source.Mapped.Contains("temperature")) columns.Add($"decoding: {{ temperature: {source.Column("temperature")}, top_p: {source.Column("top_p")} }}");
        yield return $"      columns: {{ {string.Join(", ", columns)} }}";
        if (source.Tags.Count > 0)
        {
            yield return $"      tags: {{ {string.Join(", ", source.Tags.Select(t => t.Key == "temperature" ? $"decoding: {{ temperature: {t.Value} }}" : $"{t.Key}: {t.Value}"))} }}";
        }

        if (source.Quarantine) yield return "      on_bad_record: quarantine";
        if (source.MaxBad is { } bad) yield return $"      max_bad_fraction: {Percent(bad)}";
        if (source.Factor is { } own) yield return $"      max_repetition_factor: {Tenths(own)}";
    }

    private static string Tenths(int tenths) => tenths % 10 == 0 ? N(tenths / 10) : $"{N(tenths / 10)}.{N(tenths % 10)}";

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A rule of a random policy.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Yaml">What it says.</param>
/// <param name="Limits">What it limits, and how that is counted without us.</param>
/// <param name="Within">Days of freshness, when it sets them.</param>
/// <param name="DropsCopies">Whether of each text one record stays in the pool.</param>
/// <param name="DropsConflicts">Whether texts under two origins leave the pool.</param>
internal sealed record RandomRule(
    string Key, string Yaml, IReadOnlyList<ExpectedLimit> Limits, int? Within = null, bool DropsCopies = false, bool DropsConflicts = false);
