namespace MixPolicy.Tests.Lineage;

public sealed class ViolationsWriterTests
{
    [Fact]
    public async Task Write_ViolatedExample_FitsTheSchemaAndNothingElseDoes()
    {
        using var folder = new Sources.TempFolder();
        Assert.Equal(BuildOutcome.Violated, LineageWriterTests.Quickstart("policy-violated.yaml", folder.Path).Outcome);
        var json = await File.ReadAllTextAsync(folder["violations.json"]);
        var schema = await Schemas.Read("violations");
        Assert.Equal("", Schemas.Faults(schema, json));
        foreach (var (path, changed) in Schemas.WithOneMore(json).Concat(Schemas.WithOneLess(json)).Concat(Schemas.WithFraction(json)))
        {
            Assert.False(Schemas.Faults(schema, changed).Length == 0, $"the schema lets {path} pass");
        }
    }
}
