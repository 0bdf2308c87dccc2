using System.Text;
using CsCheck;
using MixPolicy.Scanning;
using MixPolicy.Tests.Policies;

namespace MixPolicy.Tests.Scanning;

public sealed class ClassTableTests
{
    private static readonly RecordSchema Schema = RecordSchema.Of(PolicyCases.Stands(
        PolicyCases.Head + PolicyCases.DataText + PolicyCases.MixText
        + "rules: { synthetic: { max_fraction_by_kind: { generated: 0.1 }, require_decoding: true }, provenance: { require: [ collected_at ] } }\n"));

    [Fact]
    public void Number_SameRecordTwice_IsOneClass()
    {
        var table = new ClassTable("web", Schema);
        Assert.Equal(0, Number(table, Origin.Human, 0, true, "x"));
        Assert.Equal(1, Number(table, Origin.Human, null, true, "x"));
        Assert.Equal(2, Number(table, Origin.Human, 0, null, "x"));
        Assert.Equal(3, Number(table, Origin.Human, 0, false, "x"));
        Assert.Equal(4, Number(table, Origin.Human, 0, true, null));
        Assert.Equal(5, Number(table, Origin.HumanEdited, 0, true, "x"));
        Assert.Equal(0, Number(table, Origin.Human, 0, true, "x"));
        Assert.Equal(6, table.Classes.Count);
    }

    [Fact]
    public void Classes_HoldValuesWhereARuleAsksAndPresenceElsewhere()
    {
        var table = new ClassTable("web", Schema);
        table.Number(Origin.Synthetic, 1, default, new Values(Schema, new() { ["kind"] = "a", ["decoding.temperature"] = "0.7" }));
        table.Number(Origin.Synthetic, 1, default, new Values(Schema, new() { ["kind"] = "a", ["decoding.temperature"] = "0.9" }));
        var only = Assert.Single(table.Classes);
        Assert.Equal(("a", "", null, null), (Schema.Value(only, "kind"), Schema.Value(only, "decoding.temperature"), Schema.Value(only, "decoding.top_p"), Schema.Value(only, "collected_at")));
        Assert.Throws<ArgumentException>(() => Schema.Value(only, "unasked"));
    }

    [Fact]
    public void Number_AnyRecords_AreOneClassExactlyWhenTheyAreAlike()
    {
        var record = Gen.Select(Gen.Int[0, 5], Gen.Int[-1, 2], Gen.OneOf(Gen.Const(""), Gen.Const("a"), Gen.Const("aa"), Gen.Const(new string('k', 500))), Gen.Bool);
        record.List[1, 60].Sample(records =>
        {
            var table = new ClassTable("web", Schema);
            var numbers = records.Select(r => table.Number(
                (Origin)r.Item1, r.Item2 < 0 ? null : r.Item2, default,
                new Values(Schema, new() { ["kind"] = r.Item3.Length == 0 ? null : r.Item3, ["decoding.top_p"] = r.Item4 ? "1" : null }))).ToList();
            Assert.Equal(records.Distinct().Count(), table.Classes.Count);
            for (var i = 0; i < records.Count; i++) Assert.Equal(records.IndexOf(records[i]), numbers.IndexOf(numbers[i]));
        });
    }

    private static int Number(ClassTable table, Origin origin, int? depth, bool? fresh, string? kind) =>
        table.Number(origin, depth, new DateFacts(fresh, null), new Values(Schema, new() { ["kind"] = kind }));

    /// <summary>Values in memory.</summary>
    private sealed class Values(RecordSchema schema, Dictionary<string, string?> values) : AttributeValues(schema)
    {
        private readonly RecordSchema _schema = schema;

        public override ReadOnlySpan<byte> Column(int column, out bool present)
        {
            var text = values.GetValueOrDefault(_schema.Columns[column]);
            present = text is not null;
            return Encoding.UTF8.GetBytes(text ?? "");
        }
    }
}
