namespace MixPolicy.Tool.Tests.Packages;

/// <summary>What the packages are built from, as a fresh checkout without git has it: nothing is built in the repository's own folders.</summary>
internal static class SourceCopy
{
    private static readonly string[] Folders = ["src", "policies", "eng"];
    private static readonly string[] Files = [".editorconfig", "Directory.Build.props", "Directory.Packages.props", "global.json", "LICENSE"];

    /// <summary>Copies it into a folder.</summary>
    public static void To(string folder)
    {
        foreach (var file in Folders.SelectMany(f => Walk(new DirectoryInfo(Path.Combine(Quickstart.Repository, f))))
                     .Concat(Files.Select(f => Path.Combine(Quickstart.Repository, f))))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Quickstart.Repository, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static IEnumerable<string> Walk(DirectoryInfo folder) => folder.EnumerateFiles().Select(f => f.FullName)
        .Concat(folder.EnumerateDirectories().Where(d => d.Name is not ("bin" or "obj")).SelectMany(Walk));
}
