using System.Security.Cryptography;
using MixPolicy.Diagnostics;
using MixPolicy.Output;
using MixPolicy.Policies;
using MixPolicy.Sources;

namespace MixPolicy.Generations;

/// <summary>What a run knows of the generation before, before it reads any record.</summary>
/// <param name="Terms">What the policy says.</param>
/// <param name="Parent">The parent's report; null when none is named.</param>
/// <param name="Tombstones">What was taken down.</param>
/// <param name="TombstonesFile">The file that says so; null when none is named.</param>
internal sealed record Ancestry(ParentTerms Terms, ParentReport? Parent, Tombstones Tombstones, InputFile? TombstonesFile)
{
    /// <summary>The files that a result rests on beside the sources.</summary>
    public IReadOnlyList<InputFile> Files { get; } = [.. new[] { Parent?.File, Parent?.Manifest, Parent?.Ledger.File, TombstonesFile }.OfType<InputFile>()];

    /// <summary>Reads the parent's report and the tombstones; null when no rule names them, or they are refused (then reported).</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="outputs">Absolute path of the folder that this run writes to.</param>
    /// <param name="diagnostics">Gets findings.</param>
    public static Ancestry? Open(Policy policy, string outputs, DiagnosticBag diagnostics)
    {
        if (policy.Rules.Select(r => r.Parent).FirstOrDefault(p => p is not null) is not { } terms) return null;
        var found = new DiagnosticBag();
        var parent = terms.Parent is { } named ? ReadParent(policy, named, outputs, found) : null;
        if (terms.Parent is null && policy.Generation > 0)
        {
            found.Error(
                Codes.MissingKey, terms.Place,
                $"'generation' is {policy.Generation}, so rules.accumulate needs 'parent': the lineage report of the generation before",
                $"write parent: ../gen-{policy.Generation - 1}/lineage.json", "write generation: 0, if this is the first mix of its line");
        }

        var (tombstones, file) = ReadTombstones(policy, terms, parent?.TakenDown ?? [], found);
        foreach (var one in found.Sorted()) diagnostics.Add(one);
        return found.HasErrors ? null : new Ancestry(terms, parent, tombstones, file);
    }

    /// <summary>Reports a policy that asks of the pool where a manifest alone is judged.</summary>
    public void DemandNoPool(DiagnosticBag diagnostics)
    {
        if (Terms.In == KeptIn.Manifest || Parent is null) return;
        diagnostics.Error(
            Codes.PoolNotAtHand, Terms.InPlace,
            "rules.accumulate asks whether the parent's human records are in the pool (in: pool), which a manifest alone does not show",
            "write in: manifest", "build or check the policy without --manifest");
    }

    private static ParentReport? ReadParent(Policy policy, Located<string> named, string outputs, DiagnosticBag diagnostics)
    {
        if (IsIn(Path.GetFullPath(named.Value, policy.Folder), outputs))
        {
            diagnostics.Error(
                Codes.ParentNotBefore, named.Place,
                $"the parent {Shown.Quote(named.Value)} lies in the folder that this build writes to: a mix would take its own last output for its parent",
                "name the report of the generation before, in a folder of its own", "give this generation another output.dir");
            return null;
        }

        if (ParentReportReader.Read(named, policy.Folder, diagnostics) is not { } parent) return null;
        if (parent.Generation >= policy.Generation)
        {
            diagnostics.Error(
                Codes.ParentNotBefore, named.Place,
                $"the parent {Shown.Quote(named.Value)} is of generation {parent.Generation}; this mix is of generation {policy.Generation}, and a parent's is below it",
                $"write generation: {parent.Generation + 1}", "name the report of the generation before");
        }
        else if (parent.Generation < policy.Generation - 1)
        {
            diagnostics.Warn(
                Codes.ParentSkips, named.Place,
                $"the parent {Shown.Quote(named.Value)} is of generation {parent.Generation}, and this mix of generation {policy.Generation}: what the generations between them added is not kept by this rule",
                $"name the report of generation {policy.Generation - 1}", $"write generation: {parent.Generation + 1}");
        }

        return parent;
    }

    private static (Tombstones Tombstones, InputFile? File) ReadTombstones(
        Policy policy, ParentTerms terms, IReadOnlyList<Tombstone> inherited, DiagnosticBag diagnostics)
    {
        if (terms.Tombstones is not { } named || policy.AsOf is not { } asOf) return (new Tombstones([], DateOnly.MaxValue, inherited), null);
        var full = Path.GetFullPath(named.Value, policy.Folder);
        var what = "the file of tombstones";
        if (SmallFile.Load(what, Codes.TombstonesUnreadable, named, full, "restore it; an empty file stands for no tombstones", diagnostics) is not { } bytes) return (Tombstones.None, null);
        var file = new InputFile(OutputPaths.Relative(policy.Folder, full), full, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length);
        var tombstones = new Tombstones(TombstoneReader.Read(file.Name, bytes, diagnostics), asOf.Value, inherited);
        if (tombstones.Later > 0)
        {
            diagnostics.Warn(
                Codes.TombstonesLater, named.Place,
                $"{tombstones.Later} of the tombstones in {Shown.Quote(named.Value)} are dated after as_of ({asOf.Value:yyyy-MM-dd}), and do not count yet",
                "move as_of on, if they shall count");
        }

        return (tombstones, file);
    }

    private static bool IsIn(string report, string outputs)
    {
        try
        {
            return RealPath.Of(Path.GetDirectoryName(report) ?? report) == RealPath.Of(Path.TrimEndingDirectorySeparator(outputs));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // whoever reads it next says why
        }
    }
}
