using System.Globalization;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Tests.EndToEnd;
using MixPolicy.Tests.Lineage;

namespace MixPolicy.Tests.Policies;

/// <summary>The packs of <c>policies/</c>: documented value by value, and each builds a real mix.</summary>
public sealed class PacksTests
{
    private static readonly string Folder = Path.Combine(Schemas.Repository, "policies");
    private static readonly string[] Certainties = ["Certainty: high", "Certainty: medium", "Certainty: low", "Certainty: a judgement"];

    public static TheoryData<string> All => [.. Packs.Names];

    [Fact]
    public void Names_AreTheFilesOfTheFolder()
    {
        Assert.Equal(["mixpolicy:audit-only", "mixpolicy:closed-loop", "mixpolicy:pretrain", "mixpolicy:sft", "mixpolicy:strict"], Packs.Names);
        Assert.Equal(
            Packs.Names,
            Directory.EnumerateFiles(Folder).Where(f => Path.GetFileName(f) != "README.md")
                .Select(f => "mixpolicy:" + Path.GetFileName(f)[..^".yaml".Length]).Order(StringComparer.Ordinal));
        Assert.All(Packs.Names, name => Assert.Equal(File.ReadAllBytes(PathOf(name)), Packs.Load(name)));
        Assert.Null(Packs.Load("mixpolicy:none"));
        Assert.Null(Packs.Load("pretrain"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Pack_ItsHeader_SaysForWhomAndWhatItNeeds(string name)
    {
        var header = Lines(name).TakeWhile(l => l.StartsWith('#')).ToList();

        foreach (var word in new[] { "# For: ", "# Asks: ", "# Needs: ", "# Leaves to you: " })
        {
            Assert.True(header.Count(l => l.StartsWith(word, StringComparison.Ordinal)) == 1, $"{name} has no single '{word}'");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Pack_EveryDefault_HasItsEvidenceBesideIt(string name)
    {
        var lines = Lines(name);
        var diagnostics = new DiagnosticBag();
        var root = (YamlMapping)YamlComposer.Compose(name, string.Join('\n', lines), new YamlBudget(), diagnostics)!;
        Assert.Empty(diagnostics.Sorted());

        var defaults = Defaults(root).Where(e => e.Key.Text is not ("mixpolicy" or "severity")).ToList();

        Assert.NotEmpty(defaults);
        Assert.All(defaults, entry => Assert.Null(Undocumented(lines, entry)));
    }

    [Fact]
    public void Undocumented_DefaultWithoutEvidence_IsTold()
    {
        string[] lines = ["rules:", "  human:", "    # Evidence: none. Certainty: low.", "    warn_below: 0.5", "    # Half.", "    min_fraction: 0.5", "    min_records: 1"];
        var root = (YamlMapping)YamlComposer.Compose("p", string.Join('\n', lines), new YamlBudget(), new DiagnosticBag())!;

        Assert.Equal(["min_fraction", "min_records"], Defaults(root).Where(e => Undocumented(lines, e) is not null).Select(e => e.Key.Text));
    }

    [Fact]
    public void AuditOnly_EveryRule_OnlyWarns()
    {
        var root = (YamlMapping)YamlComposer.Compose("p", string.Join('\n', Lines("mixpolicy:audit-only")), new YamlBudget(), new DiagnosticBag())!;

        var rules = (YamlMapping)root.Find("rules")!.Value;

        Assert.All(rules.Entries, rule => Assert.Equal("warn", ((YamlScalar)((YamlMapping)rule.Value).Find("severity")!.Value).Text));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Pack_OverRealText_IsSatisfied(string name)
    {
        using var run = Over(name, "{ unit: tokens, budget: 600K, targets: { addresses: 0.45, declarations: 0.40, synthetic: 0.15 } }");

        var result = run.Build();

        Assert.True(result.Outcome == BuildOutcome.Satisfied, PolicyRun.Told(result));
        Assert.Equal(name, run.Json("lineage.json").GetProperty("policy").GetProperty("extends")[0].GetProperty("name").GetString());
        if (name == "mixpolicy:audit-only") Assert.Contains(result.Diagnostics, d => d.Severity == Severity.Warning && d.Place.File == name);
    }

    [Theory]
    [InlineData("mixpolicy:pretrain", BuildOutcome.Violated, "MIX0303 MIX0307")]
    [InlineData("mixpolicy:sft", BuildOutcome.Violated, "MIX0303 MIX0304")]
    [InlineData("mixpolicy:closed-loop", BuildOutcome.Violated, "MIX0302 MIX0303 MIX0325")]
    [InlineData("mixpolicy:strict", BuildOutcome.Violated, "MIX0303 MIX0305 MIX0307")]
    [InlineData("mixpolicy:audit-only", BuildOutcome.Satisfied, "MIX0303 MIX0307 MIX0325")]
    public void Pack_OverMostlySyntheticText_NamesItsLimits(string name, BuildOutcome expected, string codes)
    {
        using var run = Over(name, "{ unit: tokens, budget: all }", "data/addresses-17xx.parquet");

        var result = run.Build();

        Assert.Equal(expected, result.Outcome);
        var found = result.Diagnostics.Where(d => d.Place.File == name).ToList();
        Assert.Equal(codes, string.Join(' ', found.Select(d => d.Code).Distinct().Order(StringComparer.Ordinal)));
        Assert.All(found, d => Assert.Contains(d.Code, Block(Lines(name), d.Place.Line) + RuleBlock(Lines(name), d.Place.Line), StringComparison.Ordinal));
    }

    [Fact]
    public void Pack_OverOwnPolicy_GivesWay()
    {
        using var run = Over("mixpolicy:strict", "{ unit: tokens, budget: all }", "data/addresses-17xx.parquet", """
            rules:
              human: { min_fraction: 0.02 }
              synthetic: { max_fraction: ~, max_fraction_by_kind: ~ }

            """);

        var result = run.Build();

        Assert.True(result.Outcome == BuildOutcome.Satisfied, PolicyRun.Told(result));
    }

    /// <summary>A policy over the quickstart's files that extends a pack; with a pattern given, over those and the synthetic texts only.</summary>
    private static PolicyRun Over(string pack, string mix, string? human = null, string rules = "")
    {
        var run = new PolicyRun();
        var data = Path.Combine(Schemas.Repository, "examples", "quickstart").Replace('\\', '/');
        var declarations = human is null ? $"    - {{ name: declarations, paths: [ {data}/data/declarations.jsonl.zst ] }}\n" : "";
        run.Write("policy.yaml", $$"""
            mixpolicy: 1
            name: packed
            extends: [ {{pack}} ]
            as_of: 2026-12-01
            seed: 1
            data:
              allow_outside: [ {{data}} ]
              defaults:
                columns: { id: id, text: text, collected_at: collected_at, license: license, source_url: source_url, origin: origin, tokens: { per_byte: 0.25 } }
              sources:
                - { name: addresses, paths: [ {{data}}/{{human ?? "data/addresses-*.parquet"}} ], tags: { origin: human, license: CC0-1.0 } }
            {{declarations}}    - name: synthetic
                  paths: [ {{data}}/data/synthetic.jsonl ]
                  tags: { origin: synthetic, kind: generated, depth: 1, decoding: { temperature: 1.0, top_p: 0.95 }, license: CC0-1.0, source_url: "pkg:npm/%40stdlib/datasets-sotu@0.2.3" }
            mix: {{mix}}
            {{rules}}
            """);
        return run;
    }

    private static string PathOf(string name) => Path.Combine(Folder, name["mixpolicy:".Length..] + ".yaml");

    private static string[] Lines(string name) => File.ReadAllText(PathOf(name)).Split('\n');

    /// <summary>The keys that hold a value or a list.</summary>
    private static IEnumerable<YamlEntry> Defaults(YamlMapping map) =>
        map.Entries.SelectMany(e => e.Value is YamlMapping inner ? Defaults(inner) : [e]);

    private static string? Undocumented(string[] lines, YamlEntry entry)
    {
        var block = Block(lines, entry.Key.Place.Line);
        return block.Contains("Evidence: ", StringComparison.Ordinal) && Certainties.Any(c => block.Contains(c, StringComparison.Ordinal)) ? null
            : string.Create(CultureInfo.InvariantCulture, $"line {entry.Key.Place.Line}, {entry.Key.Text}, has no evidence and certainty above it");
    }

    /// <summary>The comment right above a line, on one line.</summary>
    private static string Block(string[] lines, int line)
    {
        var first = line - 1;
        while (first > 0 && lines[first - 1].TrimStart().StartsWith('#')) first--;
        return string.Join(' ', lines[first..(line - 1)].Select(l => l.TrimStart(' ', '#')));
    }

    /// <summary>All comments of the rule that a line belongs to.</summary>
    private static string RuleBlock(string[] lines, int line)
    {
        var start = Array.FindLastIndex(lines, line - 1, l => l.Length > 2 && l.StartsWith("  ", StringComparison.Ordinal) && char.IsAsciiLetter(l[2]));
        return string.Join(' ', lines[start..line]);
    }
}
