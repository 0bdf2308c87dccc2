using MixPolicy.Diagnostics;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

public sealed class SyntheticRuleTests
{
    [Theory]
    [InlineData(nameof(Origin.Synthetic))]
    [InlineData(nameof(Origin.Mixed))]
    [InlineData(nameof(Origin.Algorithmic))]
    [InlineData(nameof(Origin.Unknown))]
    public void Judge_Whole_CountsAllThatIsNotHuman(string origin)
    {
        var table = Table.Of("synthetic: { max_fraction: 0.33 }").Add(Origin.Human, 66, depth: 0).Add(Enum.Parse<Origin>(origin), 34);
        Assert.Equal((Outcome.Violated, 1), (table.Judge()[0].Outcome, table.Judge()[0].Shortfall));
    }

    [Fact]
    public void Judge_Kind_MissingCountsAsGenerated()
    {
        var table = Table.Of("synthetic: { max_fraction_by_kind: { generated: 0.05, rephrased: 0.5 } }")
            .Add(Origin.Human, 80, values: ("kind", "generated")) // human text has no kind that counts
            .Add(Origin.Synthetic, 3, values: ("kind", "generated")).Add(Origin.Unknown, 3).Add(Origin.Synthetic, 14, values: ("kind", "rephrased"));
        var verdicts = table.Judge();
        Assert.Equal([("generated", 6, Outcome.Violated), ("rephrased", 14, Outcome.Satisfied)], verdicts.Select(v => (v.Subject, (int)v.Part, v.Outcome)));
        Assert.Equal([null, "kind=generated", "kind=generated", "kind=rephrased"], table.Classes.Select(c => table.Rule.Facet(c, table.Schema)));
    }

    [Fact]
    public void Judge_KindThatNoCapNames_CountsAsGenerated()
    {
        var table = Table.Of("synthetic: { max_fraction_by_kind: { generated: 0.05, rephrased: 0.5 } }")
            .Add(Origin.Human, 40).Add(Origin.Synthetic, 60, values: ("kind", "rephrase"));
        Assert.Equal([("generated", 60, Outcome.Violated), ("rephrased", 0, Outcome.Satisfied)], table.Judge().Select(v => (v.Subject, (int)v.Part, v.Outcome)));
        Assert.Equal("kind=generated", table.Rule.Facet(table.Classes[1], table.Schema));
    }

    [Fact]
    public void Judge_KindAndGenerator_AreNotDodgedBySpelling()
    {
        var table = Table.Of("synthetic: { max_fraction_by_kind: { generated: 0.10 }, max_fraction_by_generator: 0.10 }").Add(Origin.Human, 80)
            .Add(Origin.Synthetic, 10, values: [("kind", "generated"), ("generator", "gpt")])
            .Add(Origin.Synthetic, 10, values: [("kind", " Generated "), ("generator", "GPT ")]);
        Assert.Equal([("generated", 20), ("GPT ", 20)], table.Judge().Select(v => (v.Subject, (int)v.Part)));
        Assert.All(table.Judge(), v => Assert.Equal(Outcome.Violated, v.Outcome));
    }

    [Fact]
    public void Read_KindsThatDifferInCaseOnly_AreOneKind() =>
        Assert.Contains("are one kind", Table.Refused("synthetic: { max_fraction_by_kind: { generated: 0.05, Generated: 0.5 } }"), StringComparison.Ordinal);

    [Fact]
    public void Judge_Generator_EachHasTheLimitAndMissingIsOne()
    {
        var table = Table.Of("synthetic: { max_fraction_by_generator: 0.25 }").Add(Origin.Human, 40, values: ("generator", "a"))
            .Add(Origin.Synthetic, 25, values: ("generator", "a")).Add(Origin.Mixed, 30).Add(Origin.Synthetic, 5, values: ("generator", "b/c"));
        Assert.Equal(
            [("a", Outcome.Satisfied), ("b/c", Outcome.Satisfied), ("unknown", Outcome.Violated)], table.Judge().Select(v => (v.Subject, v.Outcome)));
        Assert.Equal("generator=b%2Fc", table.Rule.Facet(table.Classes[3], table.Schema));
        Assert.Equal(3, table.Ask().Constraints.Count);
    }

    [Theory]
    [InlineData(nameof(Origin.Synthetic), 1, false, null)]
    [InlineData(nameof(Origin.Synthetic), 2, true, "too-deep")]
    [InlineData(nameof(Origin.Synthetic), null, true, "depth-unknown")]
    [InlineData(nameof(Origin.Synthetic), 0, true, "depth-unknown")]
    [InlineData(nameof(Origin.Algorithmic), 0, false, null)]
    [InlineData(nameof(Origin.Unknown), null, true, "depth-unknown")]
    [InlineData(nameof(Origin.Human), 0, false, null)]
    [InlineData(nameof(Origin.Human), null, false, null)]
    [InlineData(nameof(Origin.Human), 2, true, "too-deep")]
    public void Judge_Depth_UnknownOfSyntheticTextBreaksIt(string origin, int? depth, bool breaks, string? facet)
    {
        var table = Table.Of("synthetic: { max_depth: 1 }").Add(Enum.Parse<Origin>(origin), 10, depth: depth);
        Assert.Equal(breaks ? Outcome.Violated : Outcome.Satisfied, Assert.Single(table.Judge()).Outcome);
        Assert.Equal(facet, table.Rule.Facet(table.Classes[0], table.Schema));
        Assert.Equal(breaks, table.Ask().Bounds.Count == 1 && table.Ask().Bounds[0].MaxFactor.Numerator.IsZero);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public void Judge_Decoding_NeedsTemperatureAndTopP(bool temperature, bool topP, bool declared)
    {
        var values = new[] { ("decoding.temperature", temperature), ("decoding.top_p", topP) }.Where(v => v.Item2).Select(v => (v.Item1, "")).ToArray();
        var table = Table.Of("synthetic: { require_decoding: true }").Add(Origin.Synthetic, 10, values: values).Add(Origin.Human, 10);
        Assert.Equal(declared ? Outcome.Satisfied : Outcome.Violated, Assert.Single(table.Judge()).Outcome);
        Assert.Equal(declared ? null : "decoding-undeclared", table.Rule.Facet(table.Classes[0], table.Schema));
        Assert.Null(table.Rule.Facet(table.Classes[1], table.Schema));
    }

    [Theory]
    [InlineData("require_decoding: false")]
    [InlineData("max_fraction_by_kind: {}")]
    [InlineData("severity: warn")]
    public void Read_NoLimitAtAll_IsRefused(string rule) => Assert.Contains("states no limit", Table.Refused($"synthetic: {{ {rule} }}"), StringComparison.Ordinal);

    [Fact]
    public void Judge_Softened_WarnsThroughout()
    {
        var table = Table.Of("synthetic: { max_fraction: 0, max_depth: 0, max_fraction_by_kind: { generated: 0 }, max_fraction_by_generator: 0, require_decoding: true, severity: warn }")
            .Add(Origin.Unknown, 10);
        Assert.All(table.Judge(), v => Assert.Equal(Outcome.Warned, v.Outcome));
        Assert.Equal([Codes.SyntheticFraction, Codes.SyntheticDepth, Codes.SyntheticKind, Codes.SyntheticGenerator, Codes.SyntheticDecoding], table.Judge().Select(v => v.Code));
        Assert.Empty(table.Ask().Constraints);
        Assert.Empty(table.Ask().Bounds);
    }
}
