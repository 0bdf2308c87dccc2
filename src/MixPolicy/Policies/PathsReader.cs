using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>Reads <c>paths</c>: patterns that stay in the policy's folder, or in one that the policy lists. Judges the text only; links are the reader's of files.</summary>
internal sealed class PathsReader(string folder, IReadOnlyList<string> outside)
{
    private const string Key = "paths";
    private const string Leave = "Write it relative to the policy, or list the folder under data.allow_outside.";

    /// <summary>Absolute folders outside the policy's that may be read from.</summary>
    public IReadOnlyList<string> Outside => outside;

    /// <summary>The folders of <c>data.allow_outside</c>, absolute, without a slash at the end.</summary>
    public static IReadOnlyList<string> ReadAllowOutside(MapReader data, string folder)
    {
        var folders = new List<string>();
        foreach (var text in data.Texts("allow_outside") ?? [])
        {
            if (text.Value.Length == 0) data.Report(Codes.OutOfRange, text.Place, "'data.allow_outside' holds an empty name; name a folder.");
            else folders.Add(Path.TrimEndingDirectorySeparator(Path.GetFullPath(text.Value, folder)));
        }

        return folders;
    }

    /// <summary>The patterns of a source; those that may not stand are reported and left out.</summary>
    public IReadOnlyList<Located<string>> Read(MapReader source)
    {
        const string Example = "Write paths: [ data/*.parquet ].";
        if (!source.Has(Key))
        {
            source.Report(Codes.MissingKey, source.Place, $"'{source.Name(Key)}' is missing: the source has no files. {Example}");
            return [];
        }

        var paths = source.Texts(Key);
        if (paths is { Count: 0 }) source.Report(Codes.OutOfRange, source.Node(Key)!.Place, $"'{source.Name(Key)}' is empty: the source has no files. {Example}");
        return [.. (paths ?? []).Where(p => Check(source, p))];
    }

    private bool Check(MapReader source, Located<string> path)
    {
        var (code, problem) = Judge(path.Value);
        if (problem is null) return true;
        source.Report(code, path.Place, $"The path {Shown.Quote(path.Value)} {problem}");
        return false;
    }

    private (string Code, string? Problem) Judge(string path)
    {
        if (path.Length == 0) return (Codes.OutOfRange, "is empty; name a file or a pattern such as data/*.parquet.");
        if (path.Contains("://", StringComparison.Ordinal)) return (Codes.PathLeavesFolder, "is an address; sources are files on this machine.");
        if (path.Contains('\\', StringComparison.Ordinal)) return (Codes.OutOfRange, $"has a backslash; write {Shown.Short(path.Replace('\\', '/'))}.");
        if (path is "~" || path.StartsWith("~/", StringComparison.Ordinal)) return (Codes.PathLeavesFolder, $"names a home folder, which differs from machine to machine. {Leave}");
        var isRooted = path[0] == '/' || HasDrive(path);
        if (!isRooted && !path.Split('/').Contains("..")) return (Codes.PathLeavesFolder, null);
        if (StaysWithin(path, isRooted)) return (Codes.PathLeavesFolder, null);
        return (Codes.PathLeavesFolder, (isRooted ? "is absolute, and in no folder that the policy allows. " : "leaves the policy's folder. ") + Leave);
    }

    private bool StaysWithin(string path, bool isRooted)
    {
        if (isRooted && !Path.IsPathRooted(path)) return false; // a drive, where there are none
        var segments = path.Split('/');
        var pattern = Array.FindIndex(segments, s => s.AsSpan().ContainsAny('*', '?', '['));
        if (pattern >= 0 && segments.AsSpan(pattern).Contains("..")) return false;
        var literal = pattern < 0 ? path : string.Join('/', segments[..pattern]);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(literal.Length == 0 ? "/" : literal, folder));
        return (!isRooted && IsIn(full, folder)) || outside.Any(o => IsIn(full, o));
    }

    private static bool HasDrive(string path) => path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]);

    private static bool IsIn(string full, string root)
    {
        var bare = Path.TrimEndingDirectorySeparator(root);
        return full == bare || full.StartsWith(Path.EndsInDirectorySeparator(bare) ? bare : bare + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }
}
