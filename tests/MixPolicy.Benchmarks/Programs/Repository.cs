namespace MixPolicy.Benchmarks.Programs;

/// <summary>The checkout that this program was built in.</summary>
internal static class Repository
{
    /// <summary>Null when the program lies outside of one.</summary>
    public static string? Root
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "MixPolicy.sln")))
                    return folder.FullName;
            }

            return null;
        }
    }

    /// <summary>What benchmarks make lies under the repository's ignored <c>artifacts</c>, or under the current folder outside a repository.</summary>
    public static string Artifacts(params ReadOnlySpan<string> names) =>
        Path.Combine([Root ?? Directory.GetCurrentDirectory(), "artifacts", "benchmarks", .. names]);
}
