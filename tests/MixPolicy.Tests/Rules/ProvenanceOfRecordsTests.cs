using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.Rules;

public sealed class ProvenanceOfRecordsTests
{
    [Theory]
    [InlineData("https://example.org/1", BuildOutcome.Satisfied)]
    [InlineData("", BuildOutcome.Violated)]
    [InlineData(" \t\r\n", BuildOutcome.Violated)]
    [InlineData(null, BuildOutcome.Violated)]
    public void Require_BlankValue_ProvesNothing(string? url, BuildOutcome expected)
    {
        using var mix = new SmallMix { Rules = "provenance: { require: [ source_url ] }" };
        Assert.Equal(expected, mix.Build(SmallMix.Record(1, ("url", url))).Outcome);
    }

    [Theory]
    [InlineData("source")]
    [InlineData("file")]
    [InlineData("row_group")]
    [InlineData("row")]
    [InlineData("digest")]
    [InlineData("bytes")]
    [InlineData("repetitions")]
    [InlineData("stratum")]
    [InlineData("fresh")]
    [InlineData("'a/b'")]
    public void Require_ColumnOfTheManifestsOwn_IsRefusedByName(string field)
    {
        using var mix = new SmallMix { Rules = $"provenance: {{ require: [ {field} ] }}" };
        Assert.Equal(Codes.UnknownWord, Assert.Single(mix.Build(SmallMix.Record(1)).Diagnostics).Code);
    }

    [Theory]
    [InlineData("tokens", BuildOutcome.Satisfied)]
    [InlineData("id", BuildOutcome.Satisfied)]
    [InlineData("decoding.temperature", BuildOutcome.Violated)]
    public void Require_AnyOtherAttribute_IsJudged(string field, BuildOutcome expected)
    {
        using var mix = new SmallMix { Rules = $"provenance: {{ require: [ {field} ] }}" };
        Assert.Equal(expected, mix.Build(SmallMix.Record(1)).Outcome);
    }

    [Fact]
    public void Require_BlankValue_IsFilledByTheTag()
    {
        using var mix = new SmallMix { Rules = "provenance: { require: [ source_url ] }", Tags = "source_url: 'https://example.org'" };
        Assert.Equal(BuildOutcome.Satisfied, mix.Build(SmallMix.Record(1, ("url", "  "))).Outcome);
    }

    [Theory]
    [InlineData("MIT", BuildOutcome.Satisfied)]
    [InlineData("GPL-2.0-only", BuildOutcome.Violated)]
    [InlineData("GPL-2.0-only WITH Classpath-exception-2.0", BuildOutcome.Violated)]
    [InlineData("gpl-2.0-only+", BuildOutcome.Violated)]
    [InlineData("GPL-2.0-only+ WITH x", BuildOutcome.Violated)]
    [InlineData("GPL-2.0-only WITH x OR MIT", BuildOutcome.Satisfied)]
    public void Deny_LicenceWithMoreToItsName_StaysDenied(string license, BuildOutcome expected)
    {
        using var mix = new SmallMix { Rules = "provenance: { licenses: { deny: [ GPL-2.0-only ] } }" };
        Assert.Equal(expected, mix.Build(SmallMix.Record(1, ("license", license))).Outcome);
    }

    [Fact]
    public void Licences_LongValue_IsCutInMessages()
    {
        using var mix = new SmallMix { Rules = "provenance: { licenses: { allow: [ MIT ] } }" };
        var result = mix.Build(SmallMix.Record(1, ("license", new string('x', 10_000))));
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.All(result.Diagnostics, d => Assert.InRange(d.Message.Length, 1, 1000));
    }
}
