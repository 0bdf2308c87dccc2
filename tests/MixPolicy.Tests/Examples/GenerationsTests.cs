using MixPolicy.Examples.Generations;

namespace MixPolicy.Tests.Examples;

/// <summary>What examples/generations claims holds of a run of it.</summary>
public sealed class GenerationsTests(GenerationsRun run) : IClassFixture<GenerationsRun>
{
    [Fact]
    public void Policy_EveryGeneration_KeepsTypesAndMassWithinTheRule()
    {
        Assert.Equal(Experiment.Generations + 1, run["policy"].Steps.Count);
        Assert.All(run["policy"].Steps, step =>
        {
            Assert.Empty(step.Broken);
            Assert.InRange(step.Types, 0.95, 1);
            Assert.InRange(step.Mass, 0.90, 1.10);
            Assert.InRange(step.Mass / step.ExpectedMass, 0.98, 1.02);
        });
        Falls(run["policy"], s => s.TailBits);
    }

    [Fact]
    public void Policy_TextCutAtTopP_IsRefusedByTheTailRule() =>
        Assert.All(run.Outcome.Refusal, finding => Assert.StartsWith("MIX032", finding, StringComparison.Ordinal));

    [Fact]
    public void None_EachGeneration_LosesTypesAndMass()
    {
        Falls(run["none"], s => s.Types);
        Falls(run["none"], s => s.Mass);
        Falls(run["none"], s => -s.TailBits);
        var last = run["none"].Steps[^1];
        Assert.InRange(last.Types, 0, 0.10);
        Assert.InRange(last.Mass, 0, 0.40);
        Assert.Contains("tail", last.Broken);
    }

    [Fact]
    public void Replace_PlainSampling_LosesTypesAsTheorySaysAndNoMass()
    {
        Falls(run["replace"], s => s.Types);
        Assert.All(run["replace"].Steps, step =>
        {
            Assert.InRange(step.Types / step.ExpectedTypes!.Value, 0.97, 1.03);
            Assert.InRange(step.Mass, 0.97, 1.03);
        });
    }

    [Fact]
    public void Accumulate_TextCutAtTopP_KeepsTypesAndLosesMass()
    {
        Assert.All(run["accumulate"].Steps, step =>
        {
            Assert.Equal(1, step.Types);
            Assert.InRange(step.Mass - step.ExpectedMass, -0.05, 0.05);
        });
        Falls(run["accumulate"], s => s.Mass);
        Falls(run["accumulate"], s => -s.TailBits);
    }

    [Fact]
    public void Surprise_AfterTheLastGeneration_RanksTheArms() =>
        Assert.Equal(["policy", "accumulate", "replace", "none"], run.Outcome.Arms.OrderBy(a => a.Steps[^1].TailBits).Select(a => a.Arm.Name));

    /// <summary>Golden, though not in files of their own: <c>MIXPOLICY_ACCEPT=1</c> writes what was made into the README and its plot.</summary>
    [Fact]
    public void Readme_TablesAndPlot_AreThoseOfARun()
    {
        var (readme, plot) = (Path.Combine(GenerationsRun.Example, "README.md"), Path.Combine(GenerationsRun.Example, "generations.svg"));
        var text = File.ReadAllText(readme);
        var start = text.IndexOf("```text\n", StringComparison.Ordinal) + "```text\n".Length;
        var end = text.IndexOf("```", start, StringComparison.Ordinal);
        var (tables, drawn) = (Report.Tables(run.Outcome).TrimEnd('\n') + "\n", SvgPlot.Draw(run.Outcome));
        if (Environment.GetEnvironmentVariable("MIXPOLICY_ACCEPT") == "1")
        {
            File.WriteAllText(readme, text[..start] + tables + text[end..]);
            File.WriteAllText(plot, drawn);
            return;
        }

        Assert.Equal(tables, text[start..end]);
        Assert.Equal(File.ReadAllText(plot), drawn);
    }

    private static void Falls(ArmResult arm, Func<Step, double> value)
    {
        var values = arm.Steps.Select(value).ToArray();
        Assert.All(values.Zip(values.Skip(1)), pair => Assert.True(pair.Second < pair.First, $"{arm.Arm.Name}: {pair.First} is followed by {pair.Second}"));
    }
}
