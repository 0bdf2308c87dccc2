using System.Text.Json;
using MixPolicy.Rules;

namespace MixPolicy.Lineage;

/// <summary>Writes what a <c>tail</c> rule by groups saw: each rare group in the reference and in the mix, with all that its verdict was counted from.</summary>
internal static class TailWriter
{
    /// <summary>Writes the member <c>tail</c>; nothing where no rule asks.</summary>
    public static void Write(Utf8JsonWriter json, LineageReport report)
    {
        if (report.Policy.Rules.OfType<TailGroupsRule>().FirstOrDefault() is not { } rule) return;
        var measured = TailGroupsJudge.Measure(rule, report.Evidence);
        json.WriteStartObject("tail");
        json.WriteString("by", rule.Need.Column.Name);
        json.WriteNumber("reference_records", measured.Reference.Records);
        json.WriteWhole("reference_amount", measured.Reference.Amount);
        json.WriteStartArray("groups");
        foreach (var group in measured.Reference.Rare)
        {
            var kept = measured.Kept[group.Name];
            json.WriteStartObject();
            json.WriteString("group", group.Name);
            json.WriteNumber("reference_records", group.Records);
            json.WriteWhole("reference_amount", group.Amount);
            json.WriteWhole("baseline_millionths", group.Baseline);
            json.WriteNumber("records", kept.Records);
            json.WriteWhole("amount", kept.Amount);
            json.WriteWhole("human_amount", kept.HumanAmount);
            json.WriteWhole("human_once", kept.HumanOnce);
            json.WriteNumber("max_repetitions", kept.MostRepeated);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
