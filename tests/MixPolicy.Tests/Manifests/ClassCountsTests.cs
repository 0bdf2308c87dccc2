using MixPolicy.Diagnostics;
using MixPolicy.Manifests;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Sources;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Manifests;

public sealed class ClassCountsTests
{
    [Fact]
    public void Join_MoreClassesThanATableHolds_IsRefusedThoughNoPartHasThem()
    {
        var schema = LicenseSchema();
        ClassCounts[] parts = [Part(schema, 0, 60_000), Part(schema, 50_000, 60_000)];
        var error = Assert.Throws<SourceFileException>(() => ClassCounts.Join(schema, parts));
        Assert.Equal(Codes.TooComplex, error.Code);
    }

    [Fact]
    public void Join_PartsThatShareClasses_SumsThem()
    {
        var schema = LicenseSchema();
        var totals = ClassCounts.Join(schema, [Part(schema, 0, 3), Part(schema, 2, 3)]).Totals();
        Assert.Equal(
            [("L0", 1L), ("L1", 1L), ("L2", 2L), ("L3", 1L), ("L4", 1L)],
            totals.Select(t => (schema.Value(t.Class, "license")!, t.Records)));
        Assert.Equal([10, 10, 20, 10, 10], totals.Select(t => (int)t.Amount));
    }

    private static ClassCounts Part(RecordSchema schema, int first, int count)
    {
        var (counts, values) = (new ClassCounts(schema), new ClassValues(schema));
        for (var i = first; i < first + count; i++)
        {
            var record = new RecordClass("s", Origin.Human, 0, null, [.. schema.Uses.Select(u => u.Attribute == "license" ? $"L{i}" : null)]);
            values.Turn(record);
            counts.Of("s", record.Origin, record.Depth, record.Dates, values).Add(10, 1);
        }

        return counts;
    }

    private static RecordSchema LicenseSchema()
    {
        using var folder = new TempFolder();
        folder.Write("policy.yaml", """
            mixpolicy: 1
            name: classes
            data: { sources: [ { name: s, paths: [ s.jsonl ], columns: { text: text, license: license } } ] }
            mix: { unit: records, budget: all }
            rules: { provenance: { licenses: { allow: [ MIT ] } } }
            """);
        return RecordSchema.Of(PolicyReader.Read("policy.yaml", folder["policy.yaml"], new DiagnosticBag())!);
    }
}
