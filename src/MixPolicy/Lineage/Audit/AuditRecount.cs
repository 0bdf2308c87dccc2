using System.Globalization;
using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Manifests;
using MixPolicy.Output;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Lineage.Audit;

/// <summary>The manifest's rows, counted again under the policy that the report keeps, and joined with the parent's where they are at hand.</summary>
/// <param name="Evidence">What was counted; null when it could not be.</param>
/// <param name="Fault">Why not, for people; null when it was.</param>
/// <param name="ParentFault">Why the parent's rows are not at hand, as the end of a sentence; null when they are, or the policy names no parent.</param>
/// <param name="Parent">The parent's rows, which live as long as this.</param>
internal sealed record AuditRecount(Evidence? Evidence, string? Fault, string? ParentFault, ParentTexts? Parent) : IDisposable
{
    /// <summary>Counts.</summary>
    public static AuditRecount Run(AuditScope scope)
    {
        if (scope.Policy.Policy is not { } policy) return new AuditRecount(null, "the policy that the report keeps cannot be read", null, null);
        var path = scope.Beside(ManifestName(scope));
        var work = Directory.CreateDirectory(Path.Combine(scope.Request.ScratchFolder, "recount")).FullName;
        var parent = ReadParent(scope, policy, work, out var parentFault);
        try
        {
            var found = new DiagnosticBag();
            var largest = scope.Json.Member("mix").Whole("largest_record");
            var evidence = ManifestRecount.Run(
                policy, RecordSchema.Of(policy), path, ManifestLayout.FileName, new PoolKnowledge { Largest = largest, Parent = parent }, hashes: true, work,
                scope.Request.Threads, found, scope.Cancellation);
            return new AuditRecount(evidence, evidence is null ? found.Sorted()[0].Message : null, parentFault, parent);
        }
        catch
        {
            parent?.Dispose();
            throw;
        }
    }

    /// <summary>The manifest's name in the report's folder.</summary>
    /// <exception cref="InvalidDataException">The report names none that lies there.</exception>
    public static string ManifestName(AuditScope scope)
    {
        var name = scope.Json.Member("manifest").Text("file");
        return OutputNames.IsPlain(name) ? name : throw new InvalidDataException($"names its manifest {Shown.Quote(name)}, which is no plain file name");
    }

    /// <inheritdoc/>
    public void Dispose() => Parent?.Dispose();

    /// <summary>The parent's rows, with the tombstones that the report says excuse what is gone.</summary>
    private static ParentTexts? ReadParent(AuditScope scope, Policy policy, string work, out string? fault)
    {
        fault = null;
        if (policy.Rules.Select(r => r.Parent).FirstOrDefault(p => p is not null) is not { } terms) return null;
        var found = new DiagnosticBag();
        ParentReport? report = null;
        if (terms.Parent is { } named)
        {
            if (scope.Place is null)
            {
                fault = "the policy's folder is not known";
                return null;
            }

            report = ParentReportReader.Read(named, scope.Place.Folder, found);
            if (report is null)
            {
                fault = found.Sorted()[0].Message;
                return null;
            }
        }

        // Where the policy asks of the pool, what the manifest keeps is still worth a figure.
        var asked = terms with { In = KeptIn.Manifest };
        var tombstones = new Tombstones(Tombstoned(scope, policy, terms), policy.AsOf?.Value ?? DateOnly.MaxValue, report?.TakenDown);
        var texts = ParentTexts.Read(new Ancestry(asked, report, tombstones, null), work, scope.Request.Threads, found, scope.Cancellation);
        fault = texts is null ? found.Sorted()[0].Message : null;
        return texts;
    }

    /// <summary>The tombstones' file where it is as it was; else what the report says was used of it.</summary>
    private static IReadOnlyList<Tombstone> Tombstoned(AuditScope scope, Policy policy, ParentTerms terms)
    {
        if (scope.Json.MemberIfAny("tombstones") is not { } stated) return [];
        if (terms.Tombstones is { } named && scope.FromPolicy(named.Value) is { } path && FoundFile.Load(path) is { Fault: null } file && file.Sha256 == stated.TextOrNull("sha256"))
        {
            var found = new DiagnosticBag();
            var read = TombstoneReader.Read(named.Value, file.Content, found);
            if (!found.HasErrors) return read;
        }

        return [.. stated.List("used").Select(t => new Tombstone(t.Digest("digest"), t.Text("reason"), Day(t), t.Text("authority")))];
    }

    private static DateOnly Day(System.Text.Json.JsonElement tombstone) =>
        DateOnly.TryParseExact(tombstone.Text("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : throw new InvalidDataException("does not say a tombstone's 'date' as a day");
}
