using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Sources;

/// <summary>Finds the files that a policy's sources name.</summary>
internal static class SourceResolver
{
    private const int NamesShown = 5;
    private const string WhatIsRead = ".parquet; .jsonl, .ndjson and .csv, also with .gz or .zst";

    /// <summary>
    /// Expands every source's paths: by source, then by name, ordinal over its UTF-8 bytes. A file that a source matches twice, or reaches
    /// by two names, is in it once, under the first name. What is wrong is reported where the path is written.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="diagnostics">Where errors go.</param>
    /// <param name="listed">Gets the folders that were listed, see <see cref="PathPattern.Files"/>; null when nobody asks.</param>
    public static IReadOnlyList<SourceFile> Resolve(Policy policy, DiagnosticBag diagnostics, ISet<string>? listed = null)
    {
        var files = new List<SourceFile>();
        for (var i = 0; i < policy.Sources.Count; i++)
        {
            var source = policy.Sources[i];
            var found = new SortedDictionary<string, SourceFile>(Utf8Order.Instance);
            foreach (var pattern in source.Paths) Expand(policy.Folder, i, source, pattern, found, diagnostics, listed);
            files.AddRange(found.Values.DistinctBy(f => f.FullPath, StringComparer.Ordinal));
        }

        return files;
    }

    /// <summary>How a file is read, by its name; null when its extension is none that is read.</summary>
    public static (FileFormat Format, FileCompression Compression)? KindOf(string name)
    {
        var compression = name.EndsWith(".gz", StringComparison.Ordinal) ? FileCompression.Gzip
            : name.EndsWith(".zst", StringComparison.Ordinal) ? FileCompression.Zstd
            : FileCompression.None;
        var bare = compression == FileCompression.None ? name : name[..name.LastIndexOf('.')];
        return Path.GetExtension(bare) switch
        {
            ".jsonl" or ".ndjson" => (FileFormat.Jsonl, compression),
            ".csv" => (FileFormat.Csv, compression),
            ".parquet" when compression == FileCompression.None => (FileFormat.Parquet, compression),
            _ => null,
        };
    }

    private static void Expand(
        string folder, int index, Source source, Located<string> pattern, SortedDictionary<string, SourceFile> found, DiagnosticBag diagnostics,
        ISet<string>? listed)
    {
        try
        {
            if (pattern.Value.Contains('\0', StringComparison.Ordinal)) throw new IOException("a NUL in a path");
            string[] allowed = [RealPath.Of(folder), .. source.AllowOutside.Select(RealPath.Of)];
            var folders = new Dictionary<string, string>(StringComparer.Ordinal);
            var paths = PathPattern.Files(folder, pattern.Value, listed);
            if (paths.Count == 0) ReportNone(folder, pattern, diagnostics);
            foreach (var path in paths.Order(Utf8Order.Instance))
            {
                var name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
                var real = RealPath.Of(path, folders);
                if (!Array.Exists(allowed, f => RealPath.IsWithin(real, f)))
                {
                    diagnostics.Error(
                        Codes.PathLeavesFolder, pattern.Place,
                        $"'{name}' leads out of the policy's folder{(path == real ? "" : " through a link")}.",
                        "List the folder that it lies in under data.allow_outside.");
                    return;
                }

                if (KindOf(name) is { } kind) found.TryAdd(name, new SourceFile(index, name, real, kind.Format, kind.Compression));
                else ReportUnknown(name, pattern.Place, diagnostics);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            diagnostics.Error(
                Codes.NoFiles, pattern.Place,
                $"'{pattern.Value}' cannot be searched: {(e is UnauthorizedAccessException ? "a folder on the way may not be listed" : "a path on the way is broken")}.",
                "Check the folder's permissions and links.");
        }
    }

    private static void ReportUnknown(string name, Place place, DiagnosticBag diagnostics)
    {
        if (name.EndsWith(".json", StringComparison.Ordinal))
        {
            diagnostics.Error(
                Codes.FileUnreadable, place,
                $"'{name}' is a .json file: a JSON array or document is not one object a line.",
                $"Convert it: jq -c '.[]' {name} > {name}l");
            return;
        }

        diagnostics.Error(
            Codes.FileUnreadable, place, $"'{name}' has an extension that is not read.", $"What is read: {WhatIsRead}.");
    }

    private static void ReportNone(string folder, Located<string> pattern, DiagnosticBag diagnostics)
    {
        var (reached, missing) = PathPattern.Reach(folder, pattern.Value);
        var shown = Path.GetRelativePath(folder, reached).Replace(Path.DirectorySeparatorChar, '/');
        var where = shown == "." ? "The policy's folder" : $"'{shown}'";
        if (!Directory.Exists(reached))
        {
            diagnostics.Error(Codes.NoFiles, pattern.Place, $"No file matches '{pattern.Value}': {where} is not there.");
            return;
        }

        if (!PathPattern.HasWildcard(missing) && Directory.Exists(Path.GetFullPath(missing, reached)))
        {
            diagnostics.Error(
                Codes.NoFiles, pattern.Place, $"'{pattern.Value}' is a folder, not a file.",
                $"Name the files in it: {pattern.Value.TrimEnd('/')}/**/*.parquet");
            return;
        }

        var names = new DirectoryInfo(reached).EnumerateFileSystemInfos().Select(f => f.Name)
            .Where(n => !n.StartsWith('.')).Order(StringComparer.Ordinal).ToList();
        var holds = names.Count == 0 ? "holds nothing"
            : $"holds {string.Join(", ", names.Take(NamesShown))}{(names.Count > NamesShown ? $" and {names.Count - NamesShown} more" : "")}";
        var nearest = NearestName.Of(missing, names);
        diagnostics.Error(
            Codes.NoFiles, pattern.Place, $"No file matches '{pattern.Value}'. {where} {holds}.",
            nearest is null ? [] : [$"Write {pattern.Value.Replace(missing, nearest, StringComparison.Ordinal)}"]);
    }

    /// <summary>Ordinal by UTF-8 bytes, as every machine and language can sort; UTF-16 puts the astral planes elsewhere.</summary>
    private sealed class Utf8Order : IComparer<string>
    {
        public static Utf8Order Instance { get; } = new();

        public int Compare(string? x, string? y)
        {
            var a = x.AsSpan();
            var b = y.AsSpan();
            var same = a.CommonPrefixLength(b);
            if (same == a.Length || same == b.Length) return a.Length.CompareTo(b.Length);

            // Surrogates stand for what lies beyond U+FFFF; among themselves they are in order.
            var (isBeyond, isOtherBeyond) = (char.IsSurrogate(a[same]), char.IsSurrogate(b[same]));
            return isBeyond == isOtherBeyond ? a[same].CompareTo(b[same]) : isBeyond.CompareTo(isOtherBeyond);
        }
    }
}
