using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Lineage.Audit;

/// <summary>
/// That the waivers in the report are those of its policy; that each one that excuses a limit goes so far, and holds on the day: the report's, or the one
/// that the auditor asks about.
/// </summary>
internal sealed class WaiversCheck : IAuditCheck
{
    private const string Renew = "mend the cause, or have the waiver approved anew, and build again";

    /// <inheritdoc/>
    public string Name => "waivers";

    /// <inheritdoc/>
    public void Run(AuditScope scope)
    {
        if (scope.Policy.Policy is not { } policy) return; // said by the policy's check
        var stated = scope.Json.List("waivers").ToList();
        if (stated.Count != policy.Waivers.Count)
        {
            scope.Sheet.Failed(Name, scope.Report.Name, Codes.AuditWaiver, scope.Report.Place, $"the report has {stated.Count}, its policy {policy.Waivers.Count}", "restore the report as its build left it");
            return;
        }

        if (stated.Count == 0) return;
        var expected = Rendered(policy);
        for (var i = 0; i < stated.Count; i++) Check(scope, policy.Waivers[i], i, stated[i], expected[i], policy.AsOf!.Value.Value);
    }

    private void Check(AuditScope scope, Waiver waiver, int index, JsonElement stated, JsonElement expected, DateOnly asOf)
    {
        var day = scope.Request.AsOf ?? asOf;
        var subject = $"{waiver.Rule.Value} {waiver.Ticket}";
        var excused = scope.Json.List("rules").Where(r => r.MemberIfAny("waiver") is { ValueKind: JsonValueKind.Number } at && at.TryGetInt32(out var number) && number == index).ToList();
        var state = !waiver.IsActive(asOf) ? "expired" : excused.Count > 0 ? "used" : "unused";
        var difference = JsonDifference.First(expected, stated, passedOver: "state");
        var beyond = excused.FirstOrDefault(r => !Holds(r, waiver.Limit.Value));
        string? fault = difference is not null ? $"is not the policy's: {difference}"
            : stated.Text("state") != state ? $"the report says that it is {Shown.Short(stated.Text("state"))}, but it is {state}"
            : excused.Count > 0 && state == "expired" ? $"expired on {waiver.ExpiresText}, before the report's as_of, and yet excuses {excused[0].Text("rule")}"
            : beyond.ValueKind == JsonValueKind.Object ? $"does not go as far as what it excuses: {beyond.Text("rule")}"
            : excused.Count > 0 && !waiver.IsActive(day) ? $"expired on {waiver.ExpiresText}; on {Text(day)} it excuses {excused[0].Text("rule")} no more"
            : null;
        if (fault is not null) scope.Sheet.Failed(Name, subject, Codes.AuditWaiver, waiver.Expires.Place, fault, Renew);
        else scope.Sheet.Ok(Name, subject, state switch
        {
            "used" => $"excuses {string.Join(", ", excused.Select(r => r.Text("rule")))} to {NumberText.Plain(waiver.Limit.Value)} until {waiver.ExpiresText}, on {Text(day)} for {waiver.DaysLeft(day)} days more; owner {waiver.Owner}, approved by {waiver.ApprovedBy}: {waiver.Reason}",
            "expired" => $"expired on {waiver.ExpiresText}, and excuses nothing",
            _ => "excuses nothing",
        });
    }

    private static List<JsonElement> Rendered(Policy policy)
    {
        using var json = JsonDocument.Parse(CanonicalJson.Write(writer =>
        {
            writer.WriteStartObject();
            WaiverWriter.Write(writer, policy, []);
            writer.WriteEndObject();
        }));
        return [.. json.RootElement.Clone().List("waivers")];
    }

    private static bool Holds(JsonElement rule, Fraction limit)
    {
        var measured = rule.Member("measured");
        if (!BigInteger.TryParse(measured.Member("numerator").GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var part)
            || !BigInteger.TryParse(measured.Member("denominator").GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var whole) || whole.IsZero)
        {
            throw new InvalidDataException("does not say 'measured' as whole numbers");
        }

        var found = new Fraction(part, whole);
        return rule.Text("sense") == "at_least" ? found >= limit : found <= limit;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
