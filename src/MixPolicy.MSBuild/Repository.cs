namespace MixPolicy.MSBuild;

/// <summary>The repository that a project lies in.</summary>
internal static class Repository
{
    /// <summary>The nearest folder at or above one that git keeps; the folder itself when there is none.</summary>
    public static string Above(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (Path.Exists(Path.Combine(at, ".git"))) return at;
        }

        return folder;
    }

    /// <summary>A project's path, counted from a root, with <c>/</c>.</summary>
    public static string Relative(string root, string path, string directory) => Path.GetRelativePath(root, Path.GetFullPath(path, directory)).Replace('\\', '/');
}
