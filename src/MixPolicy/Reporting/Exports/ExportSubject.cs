using System.Numerics;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Reporting.Exports;

/// <summary>What an export tells: a mix, and what was said of it besides. Immutable.</summary>
/// <param name="Mix">What the report says.</param>
/// <param name="Facts">What it cannot know.</param>
internal sealed record ExportSubject(ReportedMix Mix, ExportFacts Facts)
{
    /// <summary>What stands where a form demands a value and nobody gave one.</summary>
    public const string NotStated = "not stated";

    /// <summary>The day on which the mix was made: that of the facts, else the policy's; null when neither is known.</summary>
    public string? Day => (Facts.EventTime ?? Mix.AsOf)?[..10];

    /// <summary>The instant; midnight UTC where only a day is known.</summary>
    public string? Instant => (Facts.EventTime ?? Mix.AsOf) is not { } time ? null : time.Length == 10 ? $"{time}T00:00:00Z" : time;

    /// <summary>What the mix is, in words: the facts' if given.</summary>
    public string Description => Facts.Description ??
        $"Training mix '{Mix.Policy}' of generation {Figures.Plain(Mix.Generation)}: {Figures.Count(Mix.Records, "record")} and {Figures.Of(Mix.Total)} {Mix.Unit}, from {Figures.Count(Mix.Sources.Count, "source")}. {Composition}";

    /// <summary>Every origin's fraction of the mix.</summary>
    public string Composition => "By origin: " + string.Join(", ", Mix.Origins.Select(o => $"{o} {Share(Mix.Parts.Where(p => p.Origin == o))}")) + ".";

    /// <summary>
    /// The facts that every export carries, by the names that our own properties have everywhere; the root first.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Vitals =>
    [
        new("ledger_root", Mix.Ledger.Root),
        new("ledger_records", Figures.Plain(Mix.Ledger.Records)),
        new("manifest_sha256", Mix.Manifest.Sha256),
        new("manifest_root", Mix.Manifest.Root),
        new("lineage_sha256", Mix.Sha256),
        new("policy", Mix.Policy),
        new("policy_sha256", Mix.PolicySha256),
        new("generation", Figures.Plain(Mix.Generation)),
        new("as_of", Mix.AsOf ?? NotStated),
        new("verdict", Mix.Verdict),
        new("waivers", Figures.Plain(Mix.Waivers.Count)),
        new("waivers_used", Figures.Plain(Mix.Waivers.Count(w => w.State == "used"))),
        new("unit", Mix.Unit),
        new("amount", Figures.Plain(Mix.Total)),
        new("records", Figures.Plain(Mix.Records)),
    ];

    /// <summary>The licence of the mix: the facts', else what the sources' tags say, source by source.</summary>
    public string License => Facts.License ??
        $"{NotStated} for the mix; by source: " + string.Join("; ", Mix.Sources.Select(s => $"{s.Name}: {LicenseOf(s)}"));

    /// <summary>What a source's tags say of its licence; its records may say more, each for itself.</summary>
    public static string LicenseOf(ReportedSource source) => source.Tag("license") ?? $"{NotStated} by a tag";

    /// <summary>The sum of parts.</summary>
    public static BigInteger Amount(IEnumerable<ReportedPart> parts) => parts.Aggregate(BigInteger.Zero, (sum, p) => sum + p.Amount);

    /// <summary>Parts' fraction of the mix for people: <c>69.07 %</c>.</summary>
    public string Share(IEnumerable<ReportedPart> parts) => Figures.Percent(new Fraction(Amount(parts), BigInteger.Max(Mix.Total, 1)));

    /// <summary>The generators of parts: each by name, where the rows name none by what the source's tag says; null stands for nobody says.</summary>
    public IEnumerable<IGrouping<string?, ReportedPart>> ByGenerator(IEnumerable<ReportedPart> parts)
    {
        var tags = Mix.Sources.ToDictionary(s => s.Name, s => s.Tag("generator"), StringComparer.Ordinal);
        return parts
            .GroupBy(p => Mix.TellsGenerators ? p.Generator : tags.GetValueOrDefault(p.Source), StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal);
    }
}
