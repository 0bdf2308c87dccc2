using System.Globalization;
using System.Text.Json;
using CsCheck;
using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.Lineage.Diff;

/// <summary>What a comparison counts is what sets and loops count, whatever the records.</summary>
public sealed class LineageDiffLawTests
{
    private static readonly Gen<Made[]> Records =
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 12], Gen.Int[0, 3], Gen.Int[1, 3]).Array[1, 40].Select(records => records
            .DistinctBy(r => r.Item1)
            .Select(r => new Made($"i{r.Item1}", $"text {r.Item2}", r.Item3 switch { 0 => "synthetic", 1 => "human_edited", _ => "human" }, r.Item4))
            .ToArray());

    [Fact]
    public void Diff_AnyTwoMixes_CountsAsSetsDo() => Gen.Select(Records, Records, Gen.Int[0, 12].HashSet[0, 3]).Sample(
        (before, now, down) =>
        {
            using var pair = new Pair();
            var takenDown = down.Select(d => $"text {d}").ToHashSet();
            if (!pair.Build(before.Select(r => r.Row), now.Select(r => r.Row), [.. takenDown])) return;
            var here = now.Where(r => !takenDown.Contains(r.Text)).ToList();
            var excused = now.Select(r => r.Text).Where(takenDown.Contains).ToHashSet();
            var result = pair.Diff();
            var found = Pair.Json(result);

            AssertNeverReplace(before, here, excused, found.GetProperty("never_replace"));
            Assert.Equal(found.GetProperty("never_replace").GetProperty("broken").GetBoolean(), result.Outcome == BuildOutcome.Violated);
            var (records, there) = (found.GetProperty("records"), before.ToDictionary(r => r.Key));
            var same = here.Where(r => there.ContainsKey(r.Key)).ToList();
            AssertGroup(here.Where(r => !there.ContainsKey(r.Key)).Select(r => (r, 0, r.Tokens)), records.GetProperty("added"));
            AssertGroup(before.Where(r => here.TrueForAll(h => h.Key != r.Key)).Select(r => (r, r.Tokens, 0)), records.GetProperty("dropped"));
            AssertGroup(same.Where(r => there[r.Key].Tokens != r.Tokens).Select(r => (r, there[r.Key].Tokens, r.Tokens)), records.GetProperty("reweighted"));
            AssertGroup(same.Where(r => there[r.Key].Origin != r.Origin).Select(r => (r, there[r.Key].Tokens, r.Tokens)), records.GetProperty("relabelled"));
            Assert.Equal(same.Count(r => there[r.Key] == r), records.GetProperty("unchanged").GetInt32());
            Assert.Equal(here.Sum(r => r.Tokens), found.GetProperty("newer").GetProperty("total").GetInt32());
            Assert.Equal(here.Where(r => r.IsHuman).Sum(r => r.Tokens), found.GetProperty("newer").GetProperty("human").GetInt32());
        },
        iter: 60);

    [Fact]
    public void Diff_TheOtherWayRound_AddsWhatWasDropped() => Gen.Select(Records, Records).Sample(
        (before, now) =>
        {
            using var pair = new Pair();
            Assert.True(pair.Build(before.Select(r => r.Row), now.Select(r => r.Row)));
            var (there, back) = (Pair.Json(pair.Diff()).GetProperty("records"), Pair.Json(pair.Diff(reversed: true)).GetProperty("records"));

            Assert.Equal(Turned(there.GetProperty("added")), Plain(back.GetProperty("dropped")));
            Assert.Equal(Turned(there.GetProperty("dropped")), Plain(back.GetProperty("added")));
            Assert.Equal(there.GetProperty("unchanged").GetInt64(), back.GetProperty("unchanged").GetInt64());
            foreach (var key in new[] { "reweighted", "relabelled" })
            {
                Assert.Equal(there.GetProperty(key).GetProperty("records").GetInt64(), back.GetProperty(key).GetProperty("records").GetInt64());
                Assert.Equal(there.GetProperty(key).GetProperty("before").GetInt64(), back.GetProperty(key).GetProperty("after").GetInt64());
            }
        },
        iter: 40);

    [Fact]
    public void Diff_WithItself_IsEmpty() => Records.Sample(
        records =>
        {
            using var pair = new Pair();
            Assert.True(pair.Build(records.Select(r => r.Row), records.Select(r => r.Row)));
            var result = pair.Diff();
            var found = Pair.Json(result).GetProperty("records");

            Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
            Assert.Equal([Codes.ReportsApart], result.Diagnostics.Select(d => d.Code)); // both are of generation 0
            Assert.Equal(records.Length, found.GetProperty("unchanged").GetInt32());
            Assert.All(["added", "dropped", "reweighted", "relabelled"], key => Assert.Equal(0, found.GetProperty(key).GetProperty("records").GetInt32()));
        },
        iter: 20);

    private static void AssertNeverReplace(Made[] before, List<Made> here, HashSet<string> excused, JsonElement found)
    {
        long human = 0, kept = 0, gone = 0, lost = 0, replaced = 0, relabelled = 0;
        foreach (var record in before.Where(r => r.IsHuman))
        {
            human++;
            if (here.Exists(r => r.Text == record.Text && r.IsHuman)) kept++;
            else if (excused.Contains(record.Text)) gone++;
            else if (here.Exists(r => r.Text == record.Text)) relabelled++;
            else if (here.Exists(r => r.Id == record.Id)) replaced++;
            else lost++;
        }

        Assert.Equal(
            [human, kept, gone, lost, replaced, relabelled],
            new[] { "human_records", "kept", "excused", "lost", "replaced", "no_longer_human" }.Select(key => found.GetProperty(key).GetInt64()));
        Assert.Equal(
            [Math.Min(10, lost), Math.Min(10, replaced), Math.Min(10, relabelled)],
            new[] { "first_lost", "first_replaced", "first_no_longer_human" }.Select(key => (long)found.GetProperty(key).GetArrayLength()));
    }

    private static void AssertGroup(IEnumerable<(Made Record, int Before, int After)> expected, JsonElement group)
    {
        var all = expected.ToList();
        Assert.Equal((all.Count, all.Sum(r => r.Before), all.Sum(r => r.After)), Sum(group));
        Assert.Equal(
            all.GroupBy(r => r.Record.Origin).OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => (o.Key, o.Count(), o.Sum(r => r.Before), o.Sum(r => r.After))),
            group.GetProperty("by_origin").EnumerateArray().OrderBy(o => o.GetProperty("origin").GetString(), StringComparer.Ordinal).Select(o => (o.GetProperty("origin").GetString()!, Sum(o).Item1, Sum(o).Item2, Sum(o).Item3)));
        var first = group.GetProperty("first").EnumerateArray().ToList();
        Assert.Equal(Math.Min(10, all.Count), first.Count);
        Assert.All(first, one => Assert.Contains(all, r =>
            r.Record.Id == one.GetProperty("id").GetString() && Generations.Line.Digest(r.Record.Text) == one.GetProperty("digest").GetString()
            && (r.Before, r.After) == (one.GetProperty("before").GetInt32(), one.GetProperty("after").GetInt32())));
    }

    private static (int Records, int Before, int After) Sum(JsonElement sum) =>
        (sum.GetProperty("records").GetInt32(), sum.GetProperty("before").GetInt32(), sum.GetProperty("after").GetInt32());

    private static string Plain(JsonElement group) => group.GetRawText();

    /// <summary>Before and after exchanged.</summary>
    private static string Turned(JsonElement group)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" })) Turn(json, group);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray()).Replace("\n", "\n      ", StringComparison.Ordinal);
    }

    private static void Turn(Utf8JsonWriter json, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var item in value.EnumerateArray()) Turn(json, item);
            json.WriteEndArray();
            return;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            value.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            var other = member.Name switch { "before" => "after", "after" => "before", "origin_before" => "origin_after", "origin_after" => "origin_before", _ => member.Name };
            Turn(json, value.GetProperty(other));
        }

        json.WriteEndObject();
    }

    private sealed record Made(string Id, string Text, string Origin, int Tokens)
    {
        public (string, string) Key => (Id, Text);

        public bool IsHuman => Origin != "synthetic";

        public object Row => new { id = Id, text = Text, origin = Origin, tokens = Tokens };

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}/{Text}/{Origin}/{Tokens}");
    }
}
