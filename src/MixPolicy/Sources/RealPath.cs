namespace MixPolicy.Sources;

/// <summary>Where a path really leads, with every link on the way followed.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    /// <summary>The real path of an absolute one; a part that is not there stays as it is.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var real = root;
        var left = new Stack<string>(path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse());
        for (var links = 0; left.TryPop(out var part);)
        {
            if (part is "." or "..")
            {
                if (part == "..") real = Path.GetDirectoryName(real) ?? root;
                continue;
            }

            var next = Path.Combine(real, part);
            var target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks) throw new IOException("links lead in a circle");
            if (Path.IsPathRooted(target)) real = Path.GetPathRoot(target)!;
            foreach (var piece in target.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse()) left.Push(piece);
        }

        return real;
    }

    /// <summary>The same for one of many files: folders that were followed before are not followed again.</summary>
    /// <param name="path">The path.</param>
    /// <param name="folders">Folders followed so far and their real paths; gets this one's.</param>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path, Dictionary<string, string> folders)
    {
        if (Path.GetDirectoryName(path) is not { } folder) return Of(path);
        if (!folders.TryGetValue(folder, out var real)) folders[folder] = real = Of(folder);
        var name = Path.GetFileName(path);
        return name is "." or ".." || new FileInfo(Path.Combine(real, name)).LinkTarget is not null ? Of(path) : Path.Combine(real, name);
    }

    /// <summary>Whether a real path is a folder or lies in it.</summary>
    public static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
