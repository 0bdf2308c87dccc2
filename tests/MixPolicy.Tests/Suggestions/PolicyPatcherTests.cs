using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Planning.Conflicts;
using MixPolicy.Policies;
using MixPolicy.Suggestions;

namespace MixPolicy.Tests.Suggestions;

public sealed class PolicyPatcherTests
{
    private const string Text = """
        mixpolicy: 1   # the version
        name: p
        data:
          sources:
            - name: s
              paths: [ a.jsonl ]
        mix: { unit: tokens, budget: { min: 1M, max: 2M } }
        rules:
          human:
            min_fraction: 0.30   # what we agreed
            warn_below: 0.40
          synthetic: { max_fraction_by_kind: { "v1.2": 0.05 } }

        """;

    [Fact]
    public void Patch_OneScalar_LeavesTheRestByteForByte()
    {
        var patched = Patch(Text, new LimitChange("rules.human.min_fraction", new Fraction(1, 8)));
        Assert.Equal(Text.Replace("0.30   # what we agreed", "0.125   # what we agreed  # was 0.30", StringComparison.Ordinal), Body(patched));
        Assert.StartsWith(PolicyPatcher.Marker + "policy.yaml (sha256 ", patched, StringComparison.Ordinal);
        Assert.Contains("# rules.human.min_fraction: 0.125, was 0.30\n", patched, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mix.budget.min", "{ min: 7, max: 2M } }  # was 1M")]
    [InlineData("mix.budget.max", "{ min: 1M, max: 7 } }  # was 2M")]
    [InlineData("rules.synthetic.max_fraction_by_kind.v1.2", "{ \"v1.2\": 7 } }  # was 0.05")]
    [InlineData("mix.max_repetition_factor", "mix: { max_repetition_factor: 7, unit: tokens, budget: { min: 1M, max: 2M } }  # added max_repetition_factor")]
    [InlineData("rules.human.min_records", "    warn_below: 0.40\n    min_records: 7  # added\n")]
    [InlineData("rules.fresh_human.min_fraction", "0.05 } }\n  fresh_human: { min_fraction: 7 }  # added\n")]
    [InlineData("data.sources.s.max_repetition_factor", "paths: [ a.jsonl ]\n      max_repetition_factor: 7  # added\n")]
    public void Patch_Limit_IsChangedOrAddedWhereItBelongs(string limit, string expected) =>
        Assert.Contains(expected, Body(Patch(Text, new LimitChange(limit, new Fraction(7, 1)))), StringComparison.Ordinal);

    [Fact]
    public void Patch_CarriageReturns_AreKept()
    {
        var patched = Patch(Text.Replace("\n", "\r\n", StringComparison.Ordinal), new LimitChange("rules.human.min_fraction", new Fraction(1, 8)));
        Assert.DoesNotContain("\n", patched.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("# was 0.30\r\n", patched, StringComparison.Ordinal);
    }

    [Fact]
    public void Patch_LineThatATextRunsThrough_GoesWithoutRemark()
    {
        var text = Text.Replace("min_fraction: 0.30   # what we agreed\n    warn_below: 0.40", "{ min_fraction: 0.30, note: \"two\n      lines\" }", StringComparison.Ordinal);
        var patched = Patch(text.Replace("human:\n    {", "human: {", StringComparison.Ordinal), new LimitChange("rules.human.min_fraction", new Fraction(1, 8)));
        Assert.Contains("{ min_fraction: 0.125, note: \"two\n", patched, StringComparison.Ordinal);
    }

    [Fact]
    public void Patch_LimitOfNoPlace_IsRefused()
    {
        Assert.Null(PolicyPatcher.Patch(Policy(Text), [new LimitChange("data.sources.other.max_repetition_factor", Fraction.One)], out var why));
        Assert.Contains("has no place", why, StringComparison.Ordinal);
    }

    private static string Patch(string text, params LimitChange[] changes)
    {
        var patched = PolicyPatcher.Patch(Policy(text), changes, out var why);
        Assert.True(patched is not null, why);
        return Encoding.UTF8.GetString(patched);
    }

    private static string Body(string patched) => patched[(patched.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];

    /// <summary>Only its text counts here.</summary>
    private static Policy Policy(string text)
    {
        var place = new Place("policy.yaml");
        return new Policy(
            "policy.yaml", "/", Encoding.UTF8.GetBytes(text), "p", 0, null, 0, [],
            new Mix(MixUnit.Tokens, new Budget(1, 2, place), new Dictionary<string, Located<Fraction>>(), new Located<Fraction>(Fraction.One, place), null, place), [], null);
    }
}
