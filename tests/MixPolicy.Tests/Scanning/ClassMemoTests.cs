using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Sources;
using MixPolicy.Tests.EndToEnd;

namespace MixPolicy.Tests.Scanning;

/// <summary>What is remembered by dictionary codes never outlives the dictionary.</summary>
public sealed class ClassMemoTests
{
    [Fact]
    public void Number_DictionaryChangedWhileTheOtherColumnWasNotCoded_IsThatOfTheNewText()
    {
        using var run = new PolicyRun();
        run.Write("policy.yaml",
            """
            mixpolicy: 1
            name: memo
            data: { sources: [ { name: web, paths: [ a.jsonl ], columns: { kind: kind, generator: model }, tags: { origin: synthetic } } ] }
            mix: { budget: all, unit: records }
            rules: { synthetic: { max_fraction_by_kind: { generated: 0.5 }, max_fraction_by_generator: 0.5 } }

            """);
        var policy = PolicyReader.Read("policy.yaml", run.At("policy.yaml"), new DiagnosticBag())!;
        var schema = RecordSchema.Of(policy);
        var layout = new SourceLayout(policy.Sources[0], schema);
        var (first, second) = (layout.Columns[schema.Columns.ToList().IndexOf("generator")], layout.Columns[schema.Columns.ToList().IndexOf("kind")]);
        var (values, table) = (new BatchValues(layout, schema, new Tally()), new ClassTable("web", schema));
        var memo = new ClassMemo(table, layout, schema);
        var (changing, staying) = (Entries("old"), Entries("stays"));

        var old = Number(coded: true);
        changing.Clear();
        changing.Add(ValueKind.Text, "new"u8);
        Number(coded: false);
        var renewed = Number(coded: true);
        Assert.NotEqual(old, renewed);
        Assert.Contains("old", table.Classes[old].Values);
        Assert.Contains("new", table.Classes[renewed].Values);

        int Number(bool coded)
        {
            var batch = new RecordBatch(layout.Paths);
            foreach (var column in batch.Columns) column.AddMissing();
            batch.Columns[first].Clear();
            batch.Columns[first].SetCodes(changing, [0], 0, 1);
            batch.Columns[second].Clear();
            if (coded) batch.Columns[second].SetCodes(staying, [0], 0, 1);
            else batch.Columns[second].Add(ValueKind.Text, "plain"u8);
            batch.EndRecord(0);
            values.Turn(batch, [0]);
            memo.Turn(batch);
            values.Turn(0);
            return memo.Number(values, 0);
        }
    }

    private static ValueColumn Entries(string text)
    {
        var entries = new ValueColumn();
        entries.Add(ValueKind.Text, Encoding.UTF8.GetBytes(text));
        return entries;
    }
}
