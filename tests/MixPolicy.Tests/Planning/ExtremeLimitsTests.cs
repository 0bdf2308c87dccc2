using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.Planning;

public sealed class ExtremeLimitsTests
{
    [Fact]
    public void Build_NoMemberAtAll_NamesTheLimitThatIsWritten()
    {
        using var mix = new SmallMix { Mix = "unit: tokens, budget: 100", Rules = "human: { min_fraction: 0.5 }" };
        var result = mix.Build([.. Enumerable.Range(0, 20).Select(i => SmallMix.Record(i, ("origin", "synthetic")))]);
        Assert.Contains(result.Diagnostics, d => d.Message.Contains("needs at least 50.00 % of 100 tokens, so 50 tokens of human text", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_OnlyMembers_NamesTheCapThatIsWritten()
    {
        using var mix = new SmallMix { Mix = "unit: tokens, budget: 100", Rules = "synthetic: { max_fraction: 0.2 }" };
        var result = mix.Build([.. Enumerable.Range(0, 20).Select(i => SmallMix.Record(i, ("origin", "synthetic")))]);
        Assert.Contains(result.Diagnostics, d => d.Message.Contains("allows at most 20.00 % of 100 tokens, so 80 tokens of human text", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_GeneratorOfItsOwnForEachRecord_IsTooComplex()
    {
        using var mix = new SmallMix { Mix = "unit: tokens, budget: 100", Rules = "synthetic: { max_fraction_by_generator: 0.1 }" };
        var result = mix.Build([.. Enumerable.Range(0, 5000).Select(i => SmallMix.Record(i, ("origin", "synthetic"), ("generator", $"g{i}")))]);
        Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
        Assert.Contains(result.Diagnostics, d => d.Code == Codes.TooComplex);
    }

    [Fact]
    public void Build_LongLicenceForEachRecord_IsTooComplexBeforeItFillsMemory()
    {
        using var mix = new SmallMix { Rules = "provenance: { licenses: { allow: [ MIT ] } }" };
        var result = mix.Build([.. Enumerable.Range(0, 70).Select(i => SmallMix.Record(i, ("license", $"{i}{new string('x', 1 << 20)}")))]);
        Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
        Assert.Contains(result.Diagnostics, d => d.Code == Codes.TooComplex);
    }
}
