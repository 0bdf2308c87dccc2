using System.Numerics;
using MixPolicy.Rules;

namespace MixPolicy.Reporting.Exports;

/// <summary>
/// What a lineage report can say in the template for the public summary of training content (AI Act, Article 53(1)(d)): the size, the sources and the
/// synthetic data of one mix. What only the provider knows is left to the provider, by name.
/// </summary>
internal static class EuSummary
{
    /// <summary>The template's full title.</summary>
    public const string Title = "Public summary of training content: sources and synthetic data";

    /// <summary>What the summary rests on.</summary>
    public const string Scope =
        "Drawn from the lineage report of one training mix, for the template that Article 53(1)(d) of Regulation (EU) 2024/1689 requires. It covers sections 1.3, 2 and 3.3 as far as a "
        + "report of a mix can; a model trained on several mixes needs all of their summaries, and the other sections are the provider's to write.";

    private const string Provider = "The report does not say; the provider must.";
    private static readonly BigInteger Billion = 1_000_000_000;

    /// <summary>The sections, in the template's order.</summary>
    public static IReadOnlyList<EuSection> Sections(ExportSubject subject)
    {
        var mix = subject.Mix;
        var crawled = mix.Sources.Where(s => OriginTerms.IsCrawled(s.Tag("collection"))).ToList();
        var others = mix.Sources.Except(crawled).Where(s => mix.PartsOf(s).Any(p => OriginTerms.IsHuman(p.Origin)) || !mix.PartsOf(s).Any()).ToList();
        return
        [
            Size(subject),
            new(
                "2.1, 2.2 and 2.4", "Publicly available datasets, private datasets of third parties, user data",
                [new("placement", "Under which of them a source stands", $"{Provider} A policy's tags name an origin and a licence, not whether a dataset is public.")],
                [.. others.Select(s => Source(subject, s))]),
            new(
                "2.3", "Data crawled and scraped from online sources",
                [new("used", "Used", crawled.Count > 0 ? "Yes: the sources below are tagged as crawled." : "No source is tagged as crawled.")],
                [.. crawled.Select(s => Source(subject, s))]),
            Synthetic(subject),
            Other(subject),
            Processing(subject),
        ];
    }

    private static EuSection Size(ExportSubject subject)
    {
        var mix = subject.Mix;
        return new(
            "1.3", "Modalities, overall training data size and other characteristics",
            new EuAnswer("modality", "Modality", "Text"),
            new EuAnswer("size", "Training data size", mix.Unit == "tokens" ? Band(mix.Total) : $"{ExportSubject.NotStated} in tokens: the mix is counted in {mix.Unit}"),
            new EuAnswer("amount", "Amount of the mix", $"{Figures.Of(mix.Total)} {mix.Unit}, repetitions counted, in {Figures.Count(mix.Records, "record")}"),
            new EuAnswer("composition", "Composition", subject.Composition),
            new EuAnswer("as_of", "Date from which the policy counts ages", mix.AsOf ?? ExportSubject.NotStated),
            new EuAnswer("changes", "Changes since the generation before", Changes(mix)));
    }

    private static EuSection Synthetic(ExportSubject subject)
    {
        var mix = subject.Mix;
        var byModel = mix.ByModel.ToList();
        var unknown = mix.Parts.Where(p => p.Origin == "unknown").ToList();
        return new(
            "2.5", "Synthetic data",
            [
                new("used", "Synthetic data in the mix", byModel.Count > 0
                    ? $"Yes: {subject.Share(byModel)} of the mix's {mix.Unit}, {Figures.Count(byModel.Sum(p => p.Records), "record")}. Whether the provider made them, or had them made: {ExportSubject.NotStated}."
                    : "No record of the mix is said to be a model's."),
                new("unknown", "Text of unknown origin", unknown.Count > 0
                    ? $"{subject.Share(unknown)} of the mix's {mix.Unit}, {Figures.Count(unknown.Sum(p => p.Records), "record")}: any of it may be synthetic, and the policy's rules count it so."
                    : "None."),
                new("modality", "Modality", "Text"),
            ],
            [
                .. subject.ByGenerator(byModel).Select(g => Generator(subject, g)),
                .. mix.Rules.Where(r => r.Name.StartsWith("rules.synthetic.", StringComparison.Ordinal) || r.Name.StartsWith("rules.verification.", StringComparison.Ordinal)).Select(Rule),
            ]);
    }

    private static EuSection Other(ExportSubject subject)
    {
        var mix = subject.Mix;
        var listed = mix.Sources
            .Where(s => !OriginTerms.IsCrawled(s.Tag("collection")))
            .Where(s => mix.PartsOf(s).Any(p => p.Origin is "algorithmic" or "unknown") && !mix.PartsOf(s).Any(p => OriginTerms.IsHuman(p.Origin)))
            .ToList();
        return new(
            "2.6", "Other sources of data",
            [new("used", "Used", listed.Count > 0 ? "Yes: the sources below hold text made by rules or simulators, or of unknown origin." : "No source without human text holds text made by rules or simulators, or of unknown origin.")],
            [.. listed.Select(s => Source(subject, s))]);
    }

    private static EuSection Processing(ExportSubject subject)
    {
        var mix = subject.Mix;
        return new(
            "3.3", "Other information about data processing",
            [
                new("policy", "Policy", $"{mix.Policy} (sha256 {mix.PolicySha256}): {Figures.Count(mix.Rules.Count, "limit")}, verdict {mix.Verdict}"),
                new("quarantined", "Records that could not be read and were set aside", Figures.Of(mix.Sources.Sum(s => s.Quarantined))),
                new("taken_down", "Records left out because their text was taken down", mix.TakenDown is { } down ? Figures.Of(down) : "No list of texts that were taken down was named."),
                new("waivers", "Waivers", mix.Waivers.Count == 0 ? "None." : Figures.Of(mix.Waivers.Count)),
            ],
            [.. mix.Waivers.Select(w => new EuEntry("waiver", w.Rule, [
                new("state", "State", w.State), new("expires", "Expires", w.Expires), new("owner", "Owner", w.Owner), new("reason", "Reason", w.Reason)]))]);
    }

    private static EuEntry Source(ExportSubject subject, ReportedSource source)
    {
        var parts = subject.Mix.PartsOf(source).ToList();
        var origins = parts.GroupBy(p => p.Origin).Select(g => $"{g.Key} {subject.Share(g)}").ToList();
        return new EuEntry("source", source.Name,
        [
            new("records", "Records read", $"{Figures.Of(source.Records)}, and {Figures.Of(source.Quarantined)} quarantined"),
            new("in_the_mix", "In the mix", parts.Count == 0 ? "nothing" : $"{subject.Share(parts)} of its {subject.Mix.Unit}: {string.Join(", ", origins)}"),
            new("license", "Licence", ExportSubject.LicenseOf(source)),
            .. source.Tags.Where(t => t.Key != "license").Select(t => new EuAnswer($"tag.{t.Key}", $"Tag {t.Key}", t.Value)),
            new("files", "Files", string.Join("; ", source.Files.Select(f => $"{f.Name} (sha256 {f.Sha256})"))),
        ]);
    }

    private static EuEntry Generator(ExportSubject subject, IGrouping<string?, ReportedPart> generator)
    {
        var sources = subject.Mix.Sources.Where(s => generator.Any(p => p.Source == s.Name)).ToList();
        var depths = generator.Select(p => p.Depth).Distinct().Order().Select(d => d is { } depth ? Figures.Plain(depth) : ExportSubject.NotStated);
        return new EuEntry("generator", generator.Key ?? ExportSubject.NotStated,
        [
            new("fraction", "Fraction of the mix", subject.Share(generator)),
            new("amount", "Amount", $"{Figures.Of(ExportSubject.Amount(generator))} {subject.Mix.Unit}, {Figures.Count(generator.Sum(p => p.Records), "record")}"),
            new("depth", "Models between it and human text", string.Join(", ", depths)),
            new("sources", "Sources", string.Join(", ", sources.Select(s => s.Name))),
            new("kind", "Kind", Tags(sources, "kind")),
            new("decoding", "Decoding", $"temperature {Tags(sources, "decoding.temperature")}, top_p {Tags(sources, "decoding.top_p")}"),
            new("license", "Licence", Tags(sources, "license")),
            new("files", "Files", string.Join("; ", sources.SelectMany(s => s.Files).Select(f => $"{f.Name} (sha256 {f.Sha256})"))),
        ]);
    }

    private static EuEntry Rule(ReportedRule rule) => new("rule", RuleWords.Name(rule),
    [
        new("verdict", "Verdict", rule.Verdict), new("measured", "Measured", RuleWords.Actual(rule)), new("limit", "Limit", RuleWords.Expected(rule)),
    ]);

    private static string Tags(List<ReportedSource> sources, string tag) =>
        string.Join(", ", sources.Select(s => s.Tag(tag) ?? ExportSubject.NotStated).Distinct(StringComparer.Ordinal));

    private static string Band(BigInteger tokens) =>
        tokens < Billion ? "Less than 1 billion tokens" : tokens <= 10_000 * Billion ? "1 billion to 10 trillion tokens" : "More than 10 trillion tokens";

    private static string Changes(ReportedMix mix)
    {
        if (mix.Parent is not { } parent) return mix.Generation == 0 ? "None: the first generation." : "The policy names no generation before.";
        var kept = $"Of the {Figures.Of(parent.HumanRecords)} human records of generation {Figures.Plain(parent.Generation)}, {Figures.Of(parent.Kept)} are kept and {Figures.Of(parent.Excused)} were taken down.";
        return mix.Ledger.ParentRecords is { } before
            ? $"{kept} The pool grew from {Figures.Of(before)} to {Figures.Of(mix.Ledger.Records)} records; the root before was {mix.Ledger.ParentRoot}."
            : kept;
    }
}
