namespace MixPolicy.Tool.Tests;

/// <summary>The example of the repository, copied so that no run can write into it.</summary>
internal static class Quickstart
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The example as it is in the repository.</summary>
    public static string Original => Path.Combine(Repository, "examples", "quickstart");

    /// <summary>Copies the example to <c>examples/quickstart</c> in a folder.</summary>
    public static void CopyTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Original, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, "examples", "quickstart", Path.GetRelativePath(Original, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static string FindRepository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "MixPolicy.sln"))) at = at.Parent!;
        return at.FullName;
    }
}
