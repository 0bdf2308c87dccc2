using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

public sealed class DuplicatesRuleTests
{
    [Theory]
    [InlineData("duplicates: {}", "MIX0105")]
    [InlineData("duplicates: { exact: allow }", "MIX0105")]
    [InlineData("duplicates: { exact: keep }", "MIX0107")]
    [InlineData("duplicates: { exact: drop, max_fraction: 10 }", "MIX0106")]
    [InlineData("duplicates: { max_fraction: 0.1, warn_above: 0.2 }", "MIX0113")]
    [InlineData("duplicates: { exact: drop, near: 0.8 }", "MIX0104")]
    [InlineData("duplicates: { exact: drop, max_fractions: 0.1 }", "MIX0102")]
    public void Read_WhenWrong_IsRefused(string rule, string code) => Assert.Contains($" {code} ", Table.Refused(rule), StringComparison.Ordinal);

    [Theory]
    [InlineData("exact: drop", nameof(CopyUse.Drop))]
    [InlineData("exact: drop, severity: warn", nameof(CopyUse.Drop))]
    [InlineData("exact: fail", nameof(CopyUse.LeaveOut))]
    [InlineData("exact: fail, severity: warn", nameof(CopyUse.Count))]
    [InlineData("max_fraction: 0.1", nameof(CopyUse.Mark))]
    [InlineData("exact: allow, max_fraction: 0.1", nameof(CopyUse.Mark))]
    [InlineData("max_fraction: 0.1, severity: warn", nameof(CopyUse.None))]
    [InlineData("warn_above: 0.1", nameof(CopyUse.None))]
    public void Texts_AskForWhatTheLimitsNeed(string rule, string use) => Assert.Equal(use, Table.Of($"duplicates: {{ {rule} }}").Rule.Texts.Copies.ToString());

    [Fact]
    public void Judge_Copies_CountTextsAndWhatIsBeyondTheFirst()
    {
        var table = Table.Of("duplicates: { exact: fail, max_fraction: 0.1 }").Add(Origin.Human, 100, 10);
        var evidence = table.Evidence(new TimesSeen(1, 7, 70), new TimesSeen(3, 1, 30));
        evidence = evidence with { Repetitions = evidence.Repetitions with { Copies = new CopyCounts(1, 3, 20, null) } };
        Assert.Equal([(Outcome.Violated, "1"), (Outcome.Violated, "20")], table.Rule.Judge(evidence).Select(v => (v.Outcome, v.Part.ToString())));
        Assert.All(table.Judge(new TimesSeen(1, 10, 100)), v => Assert.Equal(Outcome.Satisfied, v.Outcome));
    }
}
