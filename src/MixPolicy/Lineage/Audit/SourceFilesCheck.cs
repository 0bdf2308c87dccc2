using System.Collections.Concurrent;
using System.Text.Json;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Lineage.Audit;

/// <summary>That each source file is the one that was read. A file that is not at hand is counted and never passes.</summary>
internal sealed class SourceFilesCheck : IAuditCheck
{
    private const int MostFailed = 20;
    private const int MostLookedInto = 3;
    private const int Listed = 3;

    /// <inheritdoc/>
    public string Name => "source files";

    /// <inheritdoc/>
    public void Run(AuditScope scope)
    {
        foreach (var source in scope.Json.List("sources")) Check(scope, source);
    }

    private void Check(AuditScope scope, JsonElement source)
    {
        var name = source.Text("name");
        var files = source.List("files").Select(f => new StatedFile(f.Text("file"), f.Hex("sha256"), f.Whole("bytes"))).ToList();
        if (scope.Place is not { } place)
        {
            scope.Sheet.NotChecked(Name, name, scope.Report.Place, $"{Figures.Count(files.Count, "file")}: where the policy lies is not known", PolicyPlace.Remedy);
            return;
        }

        var allowed = new AllowedFolders(place.Folder, scope.Policy.Policy?.Sources.FirstOrDefault(s => s.Name == name)?.AllowOutside ?? []);
        var results = new ConcurrentDictionary<int, FileResult>();
        Workers.Run(files.Count, scope.Request.Threads, i => results[i] = Look(files[i], allowed, scope), scope.Cancellation);
        var (failed, missing) = (0, new List<string>());
        var isWhole = new Lazy<bool>(() => scope.Recount.Evidence is not null && FoundFile.Hash(scope.Beside(AuditRecount.ManifestName(scope)), scope.Cancellation).Sha256 == scope.Json.Member("manifest").Hex("sha256"));
        for (var i = 0; i < files.Count; i++)
        {
            var (file, result) = (files[i], results[i]);
            if (result.IsMissing) missing.Add(Shown.Short(file.Name));
            if (result is not { Fault: { } fault, IsMissing: false }) continue;
            if (++failed > MostFailed) continue;
            var where = failed <= MostLookedInto && result.Path is { } path && isWhole.Value && scope.Policy.Policy?.Sources.FirstOrDefault(s => s.Name == name) is { } stated
                ? SourceChange.Find(scope, stated, file.Name, path) : default;
            scope.Sheet.Failed(Name, $"{name}: {file.Name}", Codes.AuditSource, new Place(file.Name, where.Line), fault + where.Words, "restore the file that the mix was built from");
        }

        if (failed > MostFailed) scope.Sheet.Failed(Name, name, Codes.AuditSource, scope.Report.Place, $"{failed - MostFailed} more files are not as they were read", "restore the files that the mix was built from");
        if (missing.Count > 0)
        {
            scope.Sheet.NotChecked(
                Name, name, scope.Report.Place,
                $"{Figures.Of(missing.Count)} of {Figures.Count(files.Count, "file")} {(missing.Count == 1 ? "is" : "are")} not at hand: {string.Join(", ", missing.Take(Listed))}{(missing.Count > Listed ? $" and {missing.Count - Listed} more" : "")}",
                "bring the files back to where the policy looks for them");
        }

        var ok = Enumerable.Range(0, files.Count).Where(i => results[i].Fault is null).ToList();
        if (ok.Count > 0) scope.Sheet.Ok(Name, name, $"{Figures.Of(ok.Count)} of {Figures.Count(files.Count, "file")}, {Figures.Of(ok.Sum(i => files[i].Bytes))} bytes: sha256 and size as they were read");
        if (files.Count == 0) scope.Sheet.Ok(Name, name, "no file");
    }

    private static FileResult Look(StatedFile stated, AllowedFolders allowed, AuditScope scope)
    {
        if (allowed.Find(stated.Name, out var fault) is not { } path) return new FileResult($"was not read: {fault}", false);
        var file = FoundFile.Hash(path, scope.Cancellation);
        if (file.Fault is not null) return new FileResult(file.Fault, file.IsMissing);
        return file.Sha256 == stated.Sha256 && file.Bytes == stated.Bytes ? new FileResult(null, false)
            : new FileResult($"has the SHA-256 {file.Sha256} ({Figures.Of(file.Bytes)} bytes), but the report says {stated.Sha256} ({Figures.Of(stated.Bytes)} bytes)", false, path);
    }

    private readonly record struct StatedFile(string Name, string Sha256, long Bytes);

    private readonly record struct FileResult(string? Fault, bool IsMissing, string? Path = null);
}
