using System.Globalization;
using System.Text.Json;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Lineage.Audit;

/// <summary>
/// That the policy in the report hashes to what the report says, is the policy that the report's other members speak of, and has the bytes of the policy's
/// file and of each that it extends, where those are at hand.
/// </summary>
internal sealed class PolicyCheck : IAuditCheck
{
    private const string Restore = "restore the policy that the mix was built under: the report holds its text";

    /// <inheritdoc/>
    public string Name => "policy";

    /// <inheritdoc/>
    public void Run(AuditScope scope)
    {
        CheckText(scope, scope.Policy);
        if (scope.Place is { } place) CheckFile(scope, scope.Show(place.File), place.File, scope.Policy.Bytes);
        else scope.Sheet.NotChecked(Name, "file", scope.Report.Place, "where the policy lies is not known: there is no sources.json beside the report that says so", PolicyPlace.Remedy);
        foreach (var extended in scope.Policy.Extended) CheckExtended(scope, extended);
    }

    private void CheckText(AuditScope scope, KeptPolicy policy)
    {
        var stated = scope.Json.Member("policy");
        var faults = new List<string>();
        if (policy.Digest != stated.Hex("sha256")) faults.Add($"its text hashes to {policy.Digest}, but the report says {stated.Hex("sha256")}");
        for (var i = 0; i < policy.Extended.Count; i++)
        {
            if (policy.Extended[i].Sha256 != policy.Stated[i]) faults.Add($"the text of '{policy.Extended[i].Name}' hashes to {policy.Extended[i].Sha256}, but the report says {policy.Stated[i]}");
        }

        if (policy.Policy is { } read) faults.AddRange(Differences(stated, read));
        if (policy.Fault is { } fault)
        {
            var version = scope.Json.Member("tool").Text("version");
            var words = $"cannot be read as a policy: {fault.Message}";
            if (version == scope.Request.ToolVersion) faults.Add(words);
            else scope.Sheet.NotChecked(Name, "text in the report", fault.Place, $"{words} This is version {scope.Request.ToolVersion}, and {version} wrote the report", $"audit with version {version}");
        }

        if (faults.Count > 0) scope.Sheet.Failed(Name, "text in the report", Codes.AuditPolicy, scope.Report.Place, string.Join("; ", faults), Restore);
        else scope.Sheet.Ok(Name, "text in the report", $"{Figures.Count(1 + policy.Extended.Count, "text")}, {Figures.Of(policy.Bytes.Length + policy.Extended.Sum(e => e.Bytes.Length))} bytes, sha256 {policy.Digest}{policy.Departs}");
    }

    /// <summary>What the report says beside the text that follows from the text.</summary>
    private static IEnumerable<string> Differences(JsonElement stated, Policy policy)
    {
        if (stated.Text("name") != policy.Name) yield return $"the report names it {Shown.Quote(stated.Text("name"))}, its text '{policy.Name}'";
        if (stated.Whole("generation") != policy.Generation) yield return $"the report says generation {stated.Whole("generation")}, its text {policy.Generation}";
        if (stated.Whole("seed") != policy.Seed) yield return $"the report says seed {stated.Whole("seed")}, its text {policy.Seed}";
        if (stated.Text("unit") != policy.Mix.Unit.Word()) yield return $"the report says the unit {Shown.Quote(stated.Text("unit"))}, its text {policy.Mix.Unit.Word()}";
        var budget = stated.Member("budget");
        if (Number(budget, "min") != policy.Mix.Budget.Min || Number(budget, "max") != policy.Mix.Budget.Max) yield return "the report says another budget than its text";
        var asOf = policy.AsOf?.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (stated.TextOrNull("as_of") != asOf) yield return $"the report says as_of {stated.TextOrNull("as_of") ?? "nothing"}, its text {asOf ?? "nothing"}";
    }

    private static long? Number(JsonElement budget, string name) => budget.Member(name).ValueKind == JsonValueKind.Null ? null : budget.Whole(name);

    private void CheckExtended(AuditScope scope, ExtendedPolicy extended)
    {
        if (!extended.Name.StartsWith(Packs.Scheme, StringComparison.Ordinal))
        {
            if (scope.FromPolicy(extended.Name) is { } path) CheckFile(scope, scope.Show(path), path, extended.Bytes);
            return;
        }

        if (Packs.Load(extended.Name) is { } pack && pack.AsSpan().SequenceEqual(extended.Bytes)) scope.Sheet.Ok(Name, extended.Name, $"as this version ships it, sha256 {extended.Sha256}");
        else if (scope.Json.Member("tool").Text("version") is var version && version == scope.Request.ToolVersion) scope.Sheet.Failed(Name, extended.Name, Codes.AuditPolicy, scope.Report.Place, "is not the pack that this version ships, which the report names", Restore);
        else scope.Sheet.NotChecked(Name, extended.Name, scope.Report.Place, $"this version ships another text of it; the report is of version {version}", $"audit with version {version}");
    }

    private void CheckFile(AuditScope scope, string shown, string path, byte[] expected)
    {
        var file = FoundFile.Load(path);
        if (file.IsMissing) scope.Sheet.NotChecked(Name, shown, new Place(shown), $"{file.Fault}: judged by the text in the report", PolicyPlace.Remedy);
        else if (file.Fault is { } fault) scope.Sheet.Failed(Name, shown, Codes.AuditPolicy, new Place(shown), fault, Restore);
        else if (ByteDifference.Of(expected, file.Content) is { } difference) scope.Sheet.Failed(Name, shown, Codes.AuditPolicy, difference.In(shown), $"differs from the text in the report: {difference.Words}", Restore);
        else scope.Sheet.Ok(Name, shown, $"the same {Figures.Of(file.Bytes)} bytes as in the report");
    }
}
