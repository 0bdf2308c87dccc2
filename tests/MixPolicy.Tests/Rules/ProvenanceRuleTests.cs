using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

public sealed class ProvenanceRuleTests
{
    [Fact]
    public void Judge_RequiredFields_EachIsCounted()
    {
        var table = Table.Of("provenance: { require: [ license, collected_at, source_url ] }")
            .Add(Origin.Human, 1, 5, values: [("license", ""), ("collected_at", ""), ("source_url", "")]).Add(Origin.Human, 1, 3, values: ("license", ""));
        Assert.Equal(
            [("collected_at", 3, Outcome.Violated), ("license", 0, Outcome.Satisfied), ("source_url", 3, Outcome.Violated)],
            table.Judge().Select(v => (v.Subject, (int)v.Part, v.Outcome)));
        Assert.Equal([null, "no-collected_at/no-source_url"], table.Classes.Select(c => table.Rule.Facet(c, table.Schema)));
        Assert.Equal(2, table.Ask().Bounds.Count);
    }

    [Theory]
    [InlineData("allow: [ MIT ]", "MIT", true)]
    [InlineData("allow: [ MIT ]", null, false)]
    [InlineData("allow: [ MIT ]", "NOASSERTION", false)]
    [InlineData("allow: [ MIT ]", "MIT AND GPL-2.0-only", false)]
    [InlineData("allow: [ GPL-2.0-only ]", "GPL-2.0-only WITH Classpath-exception-2.0", false)]
    [InlineData("deny: [ GPL-2.0-only ]", "MIT", true)]
    [InlineData("deny: [ GPL-2.0-only ]", null, false)]
    [InlineData("deny: [ GPL-2.0-only ]", "NONE", false)]
    [InlineData("deny: [ GPL-2.0-only ]", "gpl-2.0-ONLY", false)]
    [InlineData("deny: [ GPL-2.0-only ]", "GPL-2.0-only WITH Classpath-exception-2.0", false)]
    [InlineData("deny: [ GPL-2.0 ]", "GPL-2.0+", false)]
    [InlineData("deny: [ GPL-2.0-only ]", "GPL-2.0-only OR MIT", true)]
    [InlineData("allow: [ MIT ], deny: [ MIT ]", "MIT", false)]
    public void Judge_Licence_IsAllowedOrNot(string licenses, string? license, bool allowed)
    {
        var table = Table.Of($"provenance: {{ licenses: {{ {licenses} }} }}")
            .Add(Origin.Human, 1, 7, values: license is null ? [] : [("license", license)]);
        var verdict = Assert.Single(table.Judge());
        Assert.Equal(allowed ? (Outcome.Satisfied, 0) : (Outcome.Violated, 7), (verdict.Outcome, (int)verdict.Part));
        Assert.Equal(allowed ? null : "license-refused", table.Rule.Facet(table.Classes[0], table.Schema));
        if (!allowed) Assert.Contains($"{license ?? "none declared"} (7)", verdict.Message, StringComparison.Ordinal);
    }
}
