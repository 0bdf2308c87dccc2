using System.Text.Json;
using MixPolicy.Diagnostics;
using MixPolicy.Rules;

namespace MixPolicy.Lineage.Audit;

/// <summary>
/// That the policy in the report, judged again over the manifest's rows by the same judge that builds use, comes to the verdicts that the report states.
/// What rests on the pool is in no manifest, and is never called in order.
/// </summary>
internal sealed class VerdictsCheck : IAuditCheck
{
    private const string Rebuild = "build the mix again under the policy, or restore the folder as its build left it";

    private const string Check = "verdicts";
    private const string Whole = "the whole";
    private const string Mix = "mix";

    /// <inheritdoc/>
    public string Name => Check;

    /// <summary>How many limits the lines say were judged.</summary>
    public static int CountLimits(IEnumerable<AuditLine> lines) =>
        lines.Count(l => l is { Check: Check, Outcome: not AuditOutcome.NotChecked, Subject: not (Whole or Mix) });

    /// <inheritdoc/>
    public void Run(AuditScope scope)
    {
        var rules = scope.Json.List("rules").ToList();
        CompareWhole(scope, rules);
        if (scope.Recount.Evidence is not { } evidence || scope.Policy.Policy is not { } policy)
        {
            scope.Sheet.NotChecked(Name, Figures.Count(rules.Count, "limit"), scope.Report.Place, scope.Recount.Fault ?? "the manifest's rows are not at hand", "see the lines of the policy and the manifest");
            return;
        }

        var found = VerdictBasis.Judge(policy, evidence, scope.Recount.ParentFault).ToList();
        var judged = new Queue<JsonElement>(Rendered(found).List("rules"));
        var recounted = found.Select(v => (Verdict: v, Json: judged.Dequeue())).ToLookup(v => Key(v.Json));
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        var unjudged = new List<(string Name, string Why)>();
        foreach (var rule in rules)
        {
            var key = Key(rule);
            if (VerdictBasis.WhyNot(rule.Text("code"), rule.Text("rule"), policy, scope.Recount.ParentFault) is { } why)
            {
                unjudged.Add((rule.Text("rule"), why));
                continue;
            }

            var at = taken[key] = taken.GetValueOrDefault(key) + 1;
            if (recounted[key].Skip(at - 1).FirstOrDefault() is { Verdict: { } verdict } one) Compare(scope, rule, verdict, one.Json);
            else scope.Sheet.Failed(Name, Called(rule), Codes.AuditVerdict, scope.Report.Place, $"the report says {Word(rule)}, but the policy states no such limit over these rows", Rebuild);
        }

        foreach (var (verdict, json) in recounted.SelectMany(g => g.Skip(taken.GetValueOrDefault(g.Key))))
        {
            scope.Sheet.Failed(Name, Called(json), Codes.AuditVerdict, verdict.Place, $"recounted {Word(json)}, but the report does not speak of it", Rebuild);
        }

        foreach (var group in unjudged.GroupBy(u => u))
        {
            scope.Sheet.NotChecked(Name, group.Key.Name, scope.Report.Place, $"{Figures.Count(group.Count(), "limit")}: {group.Key.Why}", "audit with --replay, where the sources are");
        }

        CompareMix(scope, evidence);
    }

    private static JsonElement Rendered(IReadOnlyList<Verdict> verdicts)
    {
        using var json = JsonDocument.Parse(CanonicalJson.Write(writer =>
        {
            writer.WriteStartObject();
            VerdictWriter.Write(writer, verdicts);
            writer.WriteEndObject();
        }));
        return json.RootElement.Clone();
    }

    private void Compare(AuditScope scope, JsonElement stated, Verdict verdict, JsonElement recounted)
    {
        var differing = recounted.EnumerateObject().Where(m => !(stated.TryGetProperty(m.Name, out var said) && JsonElement.DeepEquals(said, m.Value))).Select(m => m.Name).ToList();
        if (differing.Count == 0) scope.Sheet.Ok(Name, Called(stated), Word(stated));
        else scope.Sheet.Failed(Name, Called(stated), Codes.AuditVerdict, verdict.Place, $"recounted {Word(recounted)}, but the report says {Word(stated)} ({string.Join(", ", differing)})", Rebuild);
    }

    /// <summary>The verdict of the whole is the worst of its limits'.</summary>
    private void CompareWhole(AuditScope scope, List<JsonElement> rules)
    {
        var (said, worst) = (scope.Json.Text("verdict"), VerdictWriter.Word(Outcome.Satisfied));
        foreach (var outcome in Enum.GetValues<Outcome>())
        {
            if (rules.Exists(r => r.Text("verdict") == VerdictWriter.Word(outcome))) worst = VerdictWriter.Word(outcome);
        }

        if (said != worst) scope.Sheet.Failed(Name, Whole, Codes.AuditVerdict, scope.Report.Place, $"the report says {Policies.Shown.Short(said)}, but its limits come to {worst}", Rebuild);
        else scope.Sheet.Ok(Name, Whole, $"{said}, the worst of {Figures.Count(rules.Count, "limit")}");
    }

    /// <summary>What the report says of the whole mix.</summary>
    private void CompareMix(AuditScope scope, Evidence evidence)
    {
        var mix = scope.Json.Member("mix");
        var (total, records) = (mix.Member("total").GetRawText(), mix.Whole("records"));
        if (total == Figures.Plain(evidence.Total) && records == evidence.Rows) scope.Sheet.Ok(Name, Mix, $"{Figures.Of(evidence.Total)} {evidence.UnitWord} in {Figures.Count(records, "record")}");
        else scope.Sheet.Failed(Name, Mix, Codes.AuditVerdict, scope.Report.Place, $"recounted {Figures.Of(evidence.Total)} {evidence.UnitWord} in {Figures.Count(evidence.Rows, "record")}, but the report says {total} in {Figures.Of(records)}", Rebuild);
    }

    private static string Key(JsonElement rule) => $"{rule.Text("code")}\n{rule.Text("rule")}\n{rule.TextOrNull("subject")}";

    private static string Called(JsonElement rule) => rule.TextOrNull("subject") is { } subject ? $"{rule.Text("rule")} [{subject}]" : rule.Text("rule");

    private static string Word(JsonElement rule)
    {
        var measured = rule.Member("measured");
        var (part, whole) = (measured.Member("numerator").GetRawText(), measured.Member("denominator").GetRawText());
        return $"{part}{(whole == "1" ? "" : $"/{whole}")} {(rule.Text("sense") == "at_least" ? ">=" : "<=")} {Ratio(rule.MemberIfAny("limit") ?? rule.MemberIfAny("warn_limit"))}: {rule.Text("verdict")}";
    }

    private static string Ratio(JsonElement? limit) => limit is not { } ratio ? "none"
        : ratio.Member("denominator").GetRawText() is "1" ? ratio.Member("numerator").GetRawText()
        : $"{ratio.Member("numerator").GetRawText()}/{ratio.Member("denominator").GetRawText()}";
}
