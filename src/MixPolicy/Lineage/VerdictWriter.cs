using System.Text.Json;
using MixPolicy.Planning;
using MixPolicy.Rules;

namespace MixPolicy.Lineage;

/// <summary>Writes verdicts as JSON: every limit with what was measured, in whole numbers.</summary>
internal static class VerdictWriter
{
    /// <summary>The word for an outcome.</summary>
    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Satisfied => "satisfied",
        Outcome.Warned => "warned",
        Outcome.Waived => "waived",
        _ => "violated",
    };

    /// <summary>Writes the member <c>rules</c>.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Verdict> verdicts)
    {
        json.WriteStartArray("rules");
        foreach (var verdict in verdicts)
        {
            json.WriteStartObject();
            json.WriteString("code", verdict.Code);
            json.WriteString("rule", verdict.Name);
            json.WriteText("subject", verdict.Subject);
            json.WriteNumber("line", verdict.Place.Line);
            json.WriteNumber("column", verdict.Place.Column);
            json.WriteString("sense", verdict.Sense == Sense.AtLeast ? "at_least" : "at_most");
            json.WriteString("unit", verdict.Unit);
            json.WriteStartObject("measured");
            json.WriteWhole("numerator", verdict.Part);
            json.WriteWhole("denominator", verdict.Whole ?? 1);
            json.WriteEndObject();
            json.WriteRatio("limit", verdict.Limit);
            json.WriteRatio("warn_limit", verdict.WarnLimit);
            json.WriteString("verdict", Word(verdict.Outcome));
            json.WriteWhole("shortfall", verdict.Shortfall);
            if (verdict.Waiver is { } waiver) json.WriteNumber("waiver", waiver);
            else json.WriteNull("waiver");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
