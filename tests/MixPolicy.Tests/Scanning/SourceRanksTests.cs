using MixPolicy.Scanning;
using MixPolicy.Tests.Policies;

namespace MixPolicy.Tests.Scanning;

public sealed class SourceRanksTests
{
    [Theory]
    [InlineData("a b c", "budget: all", "a b c")]
    [InlineData("c b a", "budget: 10", "a b c")]
    [InlineData("a b c", "budget: 10, targets: { b: 0.2, c: 0.5 }", "c a b")]
    [InlineData("a b c", "budget: 10, targets: { b: 1 }", "b a c")]
    [InlineData("a b c", "budget: 10, targets: { b: 0.3, c: 0.3 }", "a b c")]
    [InlineData("a b:2 c", "budget: 10", "b a c")]
    [InlineData("a b:2 c", "budget: all", "a b c")]
    [InlineData("a b:2 c:4", "budget: 10, targets: { a: 0.4, b: 0.3 }", "a c b")]
    public void Of_LargerTargetThenLargerFactorThenName(string sources, string mix, string expected)
    {
        var policy = PolicyCases.Stands(
            $"{PolicyCases.Head}data:\n  sources:\n"
            + string.Concat(sources.Split(' ').Select(s => s.Split(':')).Select(s => $"    - {{ name: {s[0]}, paths: [ {s[0]}.jsonl ]{(s.Length > 1 ? $", max_repetition_factor: {s[1]}" : "")} }}\n"))
            + $"mix: {{ unit: records, {mix} }}\n{PolicyCases.RuleText}");
        var ranks = SourceRanks.Of(policy);
        Assert.Equal(expected, string.Join(' ', policy.Sources.Select((s, i) => (s.Name, Rank: ranks[i])).OrderBy(s => s.Rank).Select(s => s.Name)));
    }
}
