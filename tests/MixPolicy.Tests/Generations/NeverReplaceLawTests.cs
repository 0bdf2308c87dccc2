using CsCheck;
using MixPolicy.Diagnostics;
using static MixPolicy.Tests.Generations.Line;

namespace MixPolicy.Tests.Generations;

/// <summary>What the rule counts is what sets and loops count, whatever the records.</summary>
public sealed class NeverReplaceLawTests
{
    private static readonly Gen<(string Id, string Text, string Origin)[]> Records =
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 12], Gen.Int[0, 3]).Array[1, 40].Select(records => records
            .DistinctBy(r => r.Item1)
            .Select(r => ($"i{r.Item1}", $"text {r.Item2}", r.Item3 switch { 0 => "synthetic", 1 => "human_edited", _ => "human" }))
            .ToArray());

    [Theory]
    [InlineData("manifest")]
    [InlineData("pool")]
    public void Build_AnyTwoGenerations_CountsAsSetsDo(string kept) => Gen.Select(Records, Records, Gen.Int[0, 12].HashSet[0, 3]).Sample(
        (before, now, takenDown) =>
        {
            using var line = new Line { Rule = $"keep: human, in: {kept}, tombstones: takedowns.jsonl" };
            line.Data("a", [.. before.Select(r => Record(r.Id, r.Text, r.Origin))]).TakeDown();
            line.Satisfy(0);
            line.Data("a", [.. now.Select(r => Record(r.Id, r.Text, r.Origin))]).TakeDown([.. takenDown.Select(t => Tombstone($"text {t}"))]);
            var pool = now.Where(r => !takenDown.Contains(int.Parse(r.Text[5..], null))).ToList();
            var result = line.Build(1);
            if (pool.Count == 0) return result.Outcome == BuildOutcome.NotEvaluated;

            var expected = Expected(kept, before, pool, takenDown);
            Assert.Equal(expected, result.Summary!.Parent);
            Assert.Equal(expected.Lost + expected.Replaced + expected.NoLongerHuman > 0, result.Outcome == BuildOutcome.Violated);
            Assert.DoesNotContain(result.Diagnostics, d => d.Code is Codes.HumanLeftOut or Codes.TakenDown);
            return true;
        },
        iter: 60);

    private static ParentLine Expected(
        string kept, (string Id, string Text, string Origin)[] before, List<(string Id, string Text, string Origin)> pool, HashSet<int> takenDown)
    {
        long human = 0, there = 0, excused = 0, lost = 0, replaced = 0, relabelled = 0;
        foreach (var record in before.Where(r => r.Origin.StartsWith("human", StringComparison.Ordinal)))
        {
            human++;
            if (pool.Exists(r => r.Text == record.Text && r.Origin.StartsWith("human", StringComparison.Ordinal))) there++;
            else if (takenDown.Contains(int.Parse(record.Text[5..], null))) excused++;
            else if (pool.Exists(r => r.Text == record.Text)) relabelled++;
            else if (pool.Exists(r => r.Id == record.Id)) replaced++;
            else lost++;
        }

        return new ParentLine(0, kept, human, there, excused, lost, replaced, relabelled);
    }
}
