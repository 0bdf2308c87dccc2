using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Hashing;
using MixPolicy.Rules;

namespace MixPolicy.Lineage.Audit;

/// <summary>That the file of tombstones is the one that the mix was built by.</summary>
internal sealed class TombstonesCheck : IAuditCheck
{
    private const int Listed = 3;

    /// <inheritdoc/>
    public string Name => "tombstones";

    /// <inheritdoc/>
    public void Run(AuditScope scope)
    {
        if (scope.Policy.Policy is not { } policy) return; // said by the policy's check
        var named = policy.Rules.Select(r => r.Parent).FirstOrDefault(p => p is not null)?.Tombstones;
        var stated = scope.Json.MemberIfAny("tombstones");
        var path = stated?.TextOrNull("path");
        if (path != named?.Value)
        {
            scope.Sheet.Failed(
                Name, path ?? "none", Codes.AuditTombstones, named?.Place ?? scope.Report.Place,
                $"the report names {(path is null ? "no file" : Policies.Shown.Quote(path))}, its policy {(named is null ? "none" : Policies.Shown.Quote(named.Value.Value))}", "restore the report as its build left it");
            return;
        }

        if (named is null || scope.FromPolicy(named.Value.Value) is not { } full)
        {
            if (named is not null) scope.Sheet.NotChecked(Name, named.Value.Value, named.Value.Place, "where the policy lies is not known", PolicyPlace.Remedy);
            return;
        }

        var (shown, file, sha256) = (scope.Show(full), FoundFile.Load(full), stated!.Value.Hex("sha256"));
        var used = stated.Value.List("used").Select(t => t.Digest("digest")).ToList();
        if (file.IsMissing) scope.Sheet.NotChecked(Name, shown, new Place(shown), $"{file.Fault}: the {Figures.Count(used.Count, "tombstone")} that the report says were used count", PolicyPlace.Remedy);
        else if (file.Fault is { } fault) scope.Sheet.Failed(Name, shown, Codes.AuditTombstones, new Place(shown), fault, "restore the file");
        else if (file.Sha256 == sha256) scope.Sheet.Ok(Name, shown, $"{Figures.Of(file.Bytes)} bytes, sha256 {sha256}; {Figures.Of(used.Count)} used");
        else Differs(scope, shown, file, sha256, used);
    }

    /// <summary>The file grew, which is no fault of the report's but must be said; or a line of it was changed, and then where.</summary>
    private void Differs(AuditScope scope, string shown, FoundFile file, string sha256, List<Digest256> used)
    {
        var found = new DiagnosticBag();
        var there = TombstoneReader.Read(shown, file.Content, found).Select(t => t.Digest).ToHashSet();
        var gone = used.Where(d => !there.Contains(d)).ToList();
        var fault = found.Sorted() is { Count: > 0 } faults ? faults[0] : null;
        var where = fault is not null ? $"; {fault.Place}: {fault.Message}"
            : gone.Count > 0 ? $"; it lacks {string.Join(", ", gone.Take(Listed))}{(gone.Count > Listed ? $" and {gone.Count - Listed} more" : "")}, which the report says were used"
            : "; all that the report says were used are in it";
        scope.Sheet.Failed(
            Name, shown, Codes.AuditTombstones, fault?.Place ?? new Place(shown), $"has the SHA-256 {file.Sha256} ({Figures.Of(file.Bytes)} bytes), but the report says {sha256}{where}",
            "restore the file that the mix was built by; tombstones that came later belong to the next generation");
    }
}
