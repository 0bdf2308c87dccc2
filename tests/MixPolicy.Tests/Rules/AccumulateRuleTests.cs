using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

public sealed class AccumulateRuleTests
{
    [Fact]
    public void Read_AllKeys_AreTheTerms()
    {
        var terms = Table.Of("accumulate: { parent: ../gen-2/lineage.json, keep: human, in: manifest, tombstones: t.jsonl, severity: warn }").Rule.Parent!;

        Assert.Equal(("../gen-2/lineage.json", KeptIn.Manifest, "t.jsonl", true), (terms.Parent!.Value.Value, terms.In, terms.Tombstones!.Value.Value, terms.Soft));
    }

    [Fact]
    public void Read_ParentAlone_AsksOfThePool()
    {
        var terms = Table.Of("accumulate: { parent: a.json }").Rule.Parent!;

        Assert.Equal((KeptIn.Pool, null, false), (terms.In, terms.Tombstones?.Value, terms.Soft));
    }

    [Theory]
    [InlineData("{}", "MIX0105 rules.accumulate states no limit; give at least one of: parent, keep, tombstones")]
    [InlineData("{ parent: a.json, keep: all }", "MIX0107 'rules.accumulate.keep' must be one of human; found 'all'")]
    [InlineData("{ parent: a.json, in: mix }", "MIX0107 'rules.accumulate.in' must be one of manifest, pool; found 'mix'.")]
    [InlineData("{ parent: '' }", "MIX0106 'rules.accumulate.parent' is empty; name a file.")]
    [InlineData("{ parent: 'a\\b.json' }", "MIX0106 'rules.accumulate.parent' has a backslash; write a/b.json.")]
    [InlineData("{ parent: 's3://b/a.json' }", "MIX0106 'rules.accumulate.parent' is an address")]
    [InlineData("{ parent: ~/a.json }", "MIX0106 'rules.accumulate.parent' names a home folder")]
    [InlineData("{ parent: [ a ] }", "MIX0104 'rules.accumulate.parent' must be text; found a list.")]
    [InlineData("{ parrent: a.json, keep: human }", "MIX0102 'parrent' is not a key of 'rules.accumulate'. Did you mean 'parent'?")]
    public void Read_Wrong_SaysWhatToWrite(string rule, string told) => Assert.Contains(told, Table.Refused($"accumulate: {rule}"), StringComparison.Ordinal);

    [Fact]
    public void Read_TombstonesWithoutADate_NeedsOne()
    {
        var (_, found) = Policies.PolicyCases.Read(
            $"{Policies.PolicyCases.Head}{Policies.PolicyCases.DataText}{Policies.PolicyCases.MixText}rules: {{ accumulate: {{ parent: a.json, tombstones: t.jsonl }} }}\n");

        Assert.Equal(Codes.MissingKey, Assert.Single(found).Code);
    }

    [Fact]
    public void Ask_InManifest_KeepsEveryRecordThatStandsForAParentsText()
    {
        Assert.Equal([1], Ask("in: manifest").Floors.Select(f => f.Stratum));
        Assert.All(Ask("in: manifest").Floors, f => Assert.Equal((Fraction.One, Codes.HumanLost), (f.MinFactor, f.Code)));
        Assert.Empty(Ask("in: pool").Floors);
        Assert.Empty(Ask("in: manifest, severity: warn").Floors);
    }

    [Fact]
    public void Judge_NothingJoined_SaysNothing() => Assert.Empty(Table.Of("accumulate: { parent: a.json }").Add(Origin.Human, 1).Judge());

    private static PlanAsk Ask(string keys)
    {
        var table = Table.Of($"accumulate: {{ parent: a.json, {keys} }}").Add(Origin.Human, 1);
        RecordFact[] facts = [default, RecordFact.InParent, RecordFact.SeenBefore];
        var ask = new PlanAsk([.. facts.Select((fact, i) => new Stratum($"s{i}", 0, Origin.Human, table.Classes[0], fact, 1, 1, 1))], table.Schema);
        table.Rule.Ask(ask);
        return ask;
    }
}
