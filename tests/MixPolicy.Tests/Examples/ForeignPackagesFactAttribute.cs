namespace MixPolicy.Tests.Examples;

/// <summary>A test that reads the npm packages which tests/foreign pins; skipped where they are not installed.</summary>
public sealed class ForeignPackagesFactAttribute : FactAttribute
{
    /// <summary>Skips with its reason.</summary>
    /// <param name="packages">Packages that not every platform has.</param>
    public ForeignPackagesFactAttribute(params string[] packages)
    {
        if (!Directory.Exists(NodeModules) || !packages.All(package => Directory.GetDirectories(NodeModules, package).Length > 0))
        {
            Skip = "npm packages are not installed: npm ci in tests/foreign";
        }
    }

    /// <summary>Absolute path of the folder that holds MixPolicy.sln.</summary>
    internal static string Repository { get; } = FindRepository();

    /// <summary>Where npm puts the packages.</summary>
    internal static string NodeModules => Path.Combine(Repository, "tests", "foreign", "node_modules");

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MixPolicy.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds MixPolicy.sln.");
        }

        return folder.FullName;
    }
}
