namespace MixPolicy.Reporting;

/// <summary>Paths as URI references.</summary>
internal static class SarifUri
{
    /// <summary>
    /// A relative path as a relative reference without <c>.</c> and, but in front, <c>..</c>; an absolute one, of Unix or of a Windows drive, as a
    /// <c>file:</c> URI. All but unreserved characters are percent-encoded, so that no name can be taken for a scheme or a query.
    /// </summary>
    /// <param name="path">With <c>/</c>; not empty.</param>
    public static string Of(string path)
    {
        var isDrive = path.Length >= 3 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] is '/' or '\\';
        if (isDrive) return $"file:///{path[..2]}/{Joined(path[3..].Replace('\\', '/'))}";
        return path.StartsWith('/') ? $"file:///{Joined(path)}" : Joined(path) is { Length: > 0 } relative ? relative : ".";
    }

    private static string Joined(string path)
    {
        var isAbsolute = path.StartsWith('/');
        var kept = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == ".") continue;
            if (segment != "..") kept.Add(Uri.EscapeDataString(segment));
            else if (kept.Count > 0 && kept[^1] != "..") kept.RemoveAt(kept.Count - 1);
            else if (!isAbsolute) kept.Add(segment);
        }

        return string.Join('/', kept);
    }
}
