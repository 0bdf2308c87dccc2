using System.IO.Enumeration;

namespace MixPolicy.Sources;

/// <summary>
/// Finds the files that a pattern names: <c>*</c> and <c>?</c> within a name, <c>**</c> for any folders, all ordinal and case-sensitive.
/// Wildcards pass over hidden names (a leading dot); a name spelled out is taken as it is.
/// </summary>
internal static class PathPattern
{
    /// <summary>Whether the text has a wildcard.</summary>
    public static bool HasWildcard(string text) => text.AsSpan().ContainsAny('*', '?');

    /// <summary>Absolute paths of the files that match, in no order; a path may come twice.</summary>
    /// <param name="folder">Absolute folder that the pattern is relative to.</param>
    /// <param name="pattern">Parts separated by <c>/</c>; <c>.</c> and <c>..</c> are walked.</param>
    /// <param name="listed">Gets the folders from the first wildcard on, absolute: another file can match only where one of them changes, or a link in one leads elsewhere.</param>
    /// <exception cref="IOException">A folder on the way cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be listed.</exception>
    public static IReadOnlyList<string> Files(string folder, string pattern, ISet<string>? listed = null)
    {
        var found = new List<string>();
        Walk(Start(folder, pattern), Parts(pattern), found, [], listed, isBeyondWildcard: false);
        return found;
    }

    /// <summary>The deepest folder that is there and that every match would lie under, and the first part of the pattern beyond it.</summary>
    public static (string Folder, string Missing) Reach(string folder, string pattern)
    {
        var parts = Parts(pattern);
        var at = Start(folder, pattern);
        var i = 0;
        for (; i < parts.Length - 1 && !HasWildcard(parts[i]); i++)
        {
            var next = Path.GetFullPath(parts[i], at);
            if (!Directory.Exists(next)) break;
            at = next;
        }

        return (at, parts.Length == 0 ? "" : parts[i]);
    }

    private static string Start(string folder, string pattern) => pattern.StartsWith('/') ? Path.GetPathRoot(folder)! : folder;

    private static string[] Parts(string pattern) => [.. pattern.Split('/').Where(p => p is not ("" or "."))];

    private static void Walk(string folder, ReadOnlySpan<string> parts, List<string> found, HashSet<string> above, ISet<string>? listed, bool isBeyondWildcard)
    {
        if (parts.IsEmpty || !Directory.Exists(folder)) return;
        var (part, isLast) = (parts[0], parts.Length == 1);
        isBeyondWildcard |= HasWildcard(part);
        if (isBeyondWildcard) listed?.Add(folder);
        if (part == "**")
        {
            // A link back up would never end: a folder that is already being walked is not entered again.
            var real = RealPath.Of(folder);
            if (!above.Add(real)) return;
            Walk(folder, isLast ? ["*"] : parts[1..], found, above, listed, isBeyondWildcard);
            foreach (var child in Directory.EnumerateDirectories(folder, "*", Everything))
            {
                if (!IsHidden(child)) Walk(child, parts, found, above, listed, isBeyondWildcard);
            }

            above.Remove(real);
        }
        else if (!HasWildcard(part))
        {
            var path = Path.GetFullPath(part, folder);
            if (!isLast) Walk(path, parts[1..], found, above, listed, isBeyondWildcard);
            else if (File.Exists(path)) found.Add(path);
        }
        else
        {
            foreach (var path in isLast ? Directory.EnumerateFiles(folder, "*", Everything) : Directory.EnumerateDirectories(folder, "*", Everything))
            {
                if (IsHidden(path) || !FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(path.AsSpan()), ignoreCase: false)) continue;
                if (isLast) found.Add(path);
                else Walk(path, parts[1..], found, above, listed, isBeyondWildcard);
            }
        }
    }

    private static EnumerationOptions Everything => new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    private static bool IsHidden(string path) => Path.GetFileName(path.AsSpan()).StartsWith(".");
}
