using System.Numerics;
using System.Text.Json;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Lineage;

/// <summary>How the mix was planned, in the report.</summary>
internal static class PlanWriter
{
    private static readonly Fraction Billion = new(1_000_000_000, 1);
    private static readonly Fraction Half = new(1, 2);

    /// <summary>Writes the key <c>plan</c>; null where the budget takes all.</summary>
    public static void Write(Utf8JsonWriter json, MixPlan plan)
    {
        if (plan.TakesAll)
        {
            json.WriteNull("plan");
            return;
        }

        json.WriteStartObject("plan");
        json.WriteBoolean("proved", plan.IsProved);
        json.WriteNumber("off_targets", plan.OffTargets);
        json.WriteStartArray("costs");
        foreach (var cost in plan.Costs)
        {
            json.WriteStartObject();
            json.WriteString("code", cost.Code);
            json.WriteString("name", cost.Name);
            json.WriteString("subject", cost.Group);
            json.WriteNumber("moves", cost.Moves);
            if (cost.Multiplier is { } multiplier) json.WriteWhole("multiplier_billionths", Rounded(multiplier * Billion));
            else json.WriteNull("multiplier_billionths");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static BigInteger Rounded(Fraction value) =>
        value < Fraction.Zero ? (value - Half).Ceiling() : (value + Half).Floor();
}
