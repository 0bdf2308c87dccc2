using System.Globalization;
using CsCheck;
using static MixPolicy.Tests.EndToEnd.RandomPolicy;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>Makes random rules.</summary>
internal static class RandomRules
{
    private static readonly Gen<bool> Soft = Gen.Frequency((5, Draw.OneOf(false)), (1, Draw.OneOf(true)));

    private static readonly Gen<RandomRule> FreshHuman = Gen.Select(Pair(1, 35, 15), Draw.OneOf(1, 30, 180), Soft).Select((pair, within, soft) => new RandomRule(
        "fresh_human",
        Said(Pair("min_fraction", "warn_below", pair), $"within: {within}d", Severity(soft)),
        [ExpectedLimit.Share("MIX0302", null, true, pair.Fail, pair.Warn, soft, "fresh")],
        within));

    private static readonly Gen<RandomRule> Human = Gen.Select(Pair(5, 60, 30), Gen.Int[1, 30].Perhaps(6), Soft).Select((pair, records, soft) => new RandomRule(
        "human",
        Said(Pair("min_fraction", "warn_below", pair), records is { } n ? $"min_records: {n}" : "", Severity(soft)),
        [
            ExpectedLimit.Share("MIX0303", null, true, pair.Fail, pair.Warn, soft, "human"),
            .. records is { } count ? [ExpectedLimit.Records("MIX0304", null, true, count, soft, "human")] : Array.Empty<ExpectedLimit>(),
        ]));

    private static readonly Gen<(int? Fail, int? Warn)?> PerhapsPair = Gen.Select(Pair(30, 95, -20), Gen.Int[0, 9]).Select((pair, n) => n < 3 ? null : ((int?, int?)?)pair);

    private static readonly Gen<RandomRule> Synthetic = Gen.Select(
        PerhapsPair, Gen.Int[0, 3].Perhaps(5), Gen.Int[5, 90].Perhaps(5), Gen.Int[5, 90].Perhaps(5), Gen.Int[10, 90].Perhaps(5), Gen.Bool.Perhaps(5), Soft)
        .Where(t => t.Item1 is not null || t.Item2 is not null || t.Item3 is not null || t.Item5 is not null || t.Item6 == true)
        .Select((pair, depth, generated, rephrased, generator, decoding, soft) =>
        {
            var kinds = new[] { ("generated", generated), ("rephrased", generated is null ? null : rephrased) }.Where(k => k.Item2 is not null).Select(k => (Kind: k.Item1, Most: k.Item2!.Value)).ToArray();
            var limits = new List<ExpectedLimit>();
            if (pair is { } p) limits.Add(ExpectedLimit.Share("MIX0305", null, false, p.Fail, p.Warn, soft, "NOT human"));
            if (depth is { } d) limits.Add(ExpectedLimit.Records("MIX0306", null, false, 0, soft, $"depth > {d} OR (depth IS NULL AND NOT human) OR (depth = 0 AND origin = 'synthetic')"));
            limits.AddRange(kinds.Select(k => ExpectedLimit.Share("MIX0307", k.Kind, false, k.Most, null, soft, $"NOT human AND (CASE WHEN kind IN ({string.Join(", ", kinds.Select(n => $"'{n.Kind}'"))}) THEN kind ELSE 'generated' END) = '{k.Kind}'")));
            if (generator is { } g) limits.Add(ExpectedLimit.Share("MIX0308", "*", false, g, null, soft, "NOT human AND coalesce(generator, 'unknown') = $subject"));
            if (decoding == true) limits.Add(ExpectedLimit.Records("MIX0309", null, false, 0, soft, "NOT human AND (temperature IS NULL OR top_p IS NULL)"));
            return new RandomRule(
                "synthetic",
                Said(
                    pair is { } q ? Pair("max_fraction", "warn_above", q) : "",
                    depth is { } most ? $"max_depth: {most}" : "",
                    kinds.Length > 0 ? $"max_fraction_by_kind: {{ {string.Join(", ", kinds.Select(k => $"{k.Kind}: {Percent(k.Most)}"))} }}" : "",
                    generator is { } h ? $"max_fraction_by_generator: {Percent(h)}" : "",
                    decoding is { } declared ? $"require_decoding: {(declared ? "true" : "false")}" : "",
                    Severity(soft)),
                limits);
        });

    private static readonly Gen<RandomRule> Provenance = Gen.Select(
        Draw.OneOf("license", "source_url", "collected_at", "origin", "depth", "generator").Array[0, 2], Gen.Int[0, 3], Draw.OneOf("fail", "warn", "drop").PerhapsSome(7), Draw.OneOf(0, 30, 400).Perhaps(3), Soft)
        .Where((fields, licenses, conflict, evidence, _) => fields.Length > 0 || licenses > 0 || conflict is not null || evidence is not null)
        .Select((fields, licenses, conflict, evidence, soft) =>
        {
            var named = fields.Distinct().Order(StringComparer.Ordinal).ToArray();
            var (said, accepted) = RandomRecords.Licenses[licenses];
            var limits = named.Select(f => ExpectedLimit.Records("MIX0310", f, false, 0, soft, f == "origin" ? "origin = 'unknown'" : $"{f} IS NULL")).ToList();
            if (licenses > 0)
            {
                limits.Add(ExpectedLimit.Records(
                    "MIX0311", null, false, 0, soft, $"license IS NULL OR license NOT IN ({string.Join(", ", accepted.Select(DuckDb.Literal))})"));
            }

            if (conflict is not null)
            {
                limits.Add(new ExpectedLimit(
                    "MIX0341", null, false, conflict == "warn" ? null : 0, conflict == "warn" ? 0 : null, soft, "count(*) FILTER (conflict AND of_text = 1)", IsShare: false));
            }

            var after = RandomPolicy.AsOf.AddDays(-(evidence ?? 0)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (evidence is not null)
            {
                limits.Add(ExpectedLimit.Records(
                    "MIX0339", null, false, 0, soft,
                    $"human AND (collected IS NULL OR make_timestamp(collected)::DATE > DATE '{after}') AND license IS NULL AND source_url IS NULL"));
            }

            return new RandomRule(
                "provenance",
                Said(
                    named.Length > 0 ? $"require: [ {string.Join(", ", named)} ]" : "",
                    licenses > 0 ? $"licenses: {said}" : "",
                    conflict is not null ? $"on_conflict: {conflict}" : "",
                    evidence is not null ? $"human_evidence_after: {after}, evidence: [ license, source_url ]" : "",
                    Severity(soft)),
                limits,
                DropsConflicts: conflict == "drop");
        });

    private static readonly Gen<RandomRule> Duplicates = Gen.Select(Draw.OneOf("drop", "fail", "allow").PerhapsSome(3), Pair(20, 45, -20), Gen.Bool, Soft)
        .Select((exact, pair, hasPair, soft) =>
        {
            var limits = new List<ExpectedLimit>();
            var says = hasPair || exact is null or "allow";
            if (exact is "drop" or "fail") limits.Add(new ExpectedLimit("MIX0335", null, false, 0, null, soft, "count(*) FILTER (holders > 1 AND of_text = 1)", IsShare: false));
            if (says) limits.Add(new ExpectedLimit("MIX0336", null, false, pair.Fail, pair.Warn, soft, "coalesce(sum(beyond) FILTER (of_text = 1), 0)", IsShare: true));
            return new RandomRule(
                "duplicates",
                Said(exact is null ? "" : $"exact: {exact}", says ? Pair("max_fraction", "warn_above", pair) : "", Severity(soft)),
                limits,
                DropsCopies: exact == "drop");
        });

    private static readonly Gen<RandomRule> Repetition = Gen.Select(
        Gen.Int[1, 6].Perhaps(3), Gen.Int[3, 16].Perhaps(4), Gen.Int[0, 60].Perhaps(5), Pair(20, 90, 10).Array[0, 1], Soft)
        .Where((warn, fail, mass, kish, _) => (warn ?? fail ?? mass) is not null || kish.Length > 0)
        .Select((warn, fail, mass, kish, soft) =>
        {
            if (fail is { } f && warn > f) warn = f;
            var limits = new List<ExpectedLimit>();
            if ((warn ?? fail) is not null) limits.Add(new ExpectedLimit("MIX0312", null, false, fail, warn, soft, "max(times)", IsShare: false));
            if (mass is { } m) limits.Add(ExpectedLimit.Share("MIX0313", null, false, m, null, soft, "times > 4"));
            (int? Fail, int? Warn)? effective = kish.Length > 0 ? kish[0] : null;
            if (effective is var (least, soon))
            {
                limits.Add(new ExpectedLimit(
                    "MIX0337", null, true, least, soon, soft, "pow(sum(times) FILTER (of_text = 1), 2)", IsShare: true, "count(DISTINCT digest) * sum(times * times) FILTER (of_text = 1)"));
            }

            return new RandomRule(
                "repetition",
                Said(
                    warn is { } w ? $"warn_above: {w}" : "",
                    fail is { } g ? $"fail_above: {g}" : "",
                    mass is { } share ? $"max_fraction_above_4: {Percent(share)}" : "",
                    effective is { } pair ? Pair("min_effective_fraction", "warn_effective_below", pair) : "",
                    Severity(soft)),
                limits);
        });

    private static readonly Gen<RandomRule> Groups = Gen.Select(Gen.Bool, Pair(1, 40, 20), Pair(50, 95, -20), Soft).Select((byOrigin, floor, cap, soft) =>
    {
        var capped = byOrigin ? "synthetic" : "(none)";
        var limits = new List<ExpectedLimit> { ExpectedLimit.Share("MIX0333", capped, false, cap.Fail, cap.Warn, soft, byOrigin ? "origin = 'synthetic'" : "generator IS NULL") };
        if (byOrigin) limits.Add(ExpectedLimit.Share("MIX0332", "human", true, floor.Fail, floor.Warn, soft, "origin = 'human'"));
        return new RandomRule(
            "groups",
            Said(
                $"by: {(byOrigin ? "origin" : "generator")}",
                Of("max_fraction", capped, cap.Fail),
                Of("warn_above", capped, cap.Warn),
                byOrigin ? Of("min_fraction", "human", floor.Fail) : "",
                byOrigin ? Of("warn_below", "human", floor.Warn) : "",
                Severity(soft)),
            limits);

        static string Of(string key, string group, int? percent) => percent is { } limit ? $"{key}: {{ {group}: {Percent(limit)} }}" : "";
    });

    /// <summary>One to six rules.</summary>
    public static Gen<IReadOnlyList<RandomRule>> All { get; } =
        Gen.Select(FreshHuman.PerhapsSome(6), Human.PerhapsSome(4), Synthetic.PerhapsSome(4), Provenance.PerhapsSome(7), Duplicates.PerhapsSome(6), Repetition.PerhapsSome(6), Groups.PerhapsSome(3))
            .Select((a, b, c, d, e, f, g) => (IReadOnlyList<RandomRule>)[.. new[] { a, b, c, d, e, f, g }.OfType<RandomRule>()])
            .Where(rules => rules.Count > 0);

    /// <summary>A failing limit and perhaps a warning limit beyond it, in percent.</summary>
    private static Gen<(int? Fail, int? Warn)> Pair(int least, int most, int reach) =>
        Gen.Select(Gen.Int[least, most], Gen.Int[0, Math.Abs(reach)], Gen.Int[0, 9]).Select((fail, step, way) =>
        {
            var warn = fail + (Math.Sign(reach) * step);
            return way switch { < 5 => ((int?)fail, (int?)null), < 9 => (fail, warn), _ => (null, warn) };
        });

    private static string Pair(string fail, string warn, (int? Fail, int? Warn) pair) =>
        Said(pair.Fail is { } f ? $"{fail}: {Percent(f)}" : "", pair.Warn is { } w ? $"{warn}: {Percent(w)}" : "");

    private static string Severity(bool soft) => soft ? "severity: warn" : "";

    private static string Said(params string[] parts) => string.Join(", ", parts.Where(p => p.Length > 0));
}
