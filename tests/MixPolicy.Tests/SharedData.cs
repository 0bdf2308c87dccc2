namespace MixPolicy.Tests;

/// <summary>Real corpora that stand beside the repository and are too large, or too oddly licensed, to be in it.</summary>
internal static class SharedData
{
    /// <summary>The shared folder; null when this machine has none. <c>MIXPOLICY_SHARED</c> says where it is when it does not lie beside the repository.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>A file below the shared folder's <c>data</c>.</summary>
    public static string File(params string[] parts) => Path.Combine([Folder!, "data", .. parts]);

    private static string? Find()
    {
        var told = Environment.GetEnvironmentVariable("MIXPOLICY_SHARED");
        if (!string.IsNullOrEmpty(told)) return HasData(told) ? told : null;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!System.IO.File.Exists(Path.Combine(at.FullName, "MixPolicy.sln"))) continue;
            var beside = Path.Combine(at.Parent?.FullName ?? at.FullName, "shared");
            return HasData(beside) ? beside : null;
        }

        return null;
    }

    private static bool HasData(string folder) => Directory.Exists(Path.Combine(folder, "data"));
}

/// <summary>A test that reads the shared data, and is skipped where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>Skips with its reason.</summary>
    public SharedDataFactAttribute() => Skip = SharedData.Folder is null ? SkipReason.NoSharedData : null;
}

/// <summary>A theory that reads the shared data, and is skipped where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips with its reason.</summary>
    public SharedDataTheoryAttribute() => Skip = SharedData.Folder is null ? SkipReason.NoSharedData : null;
}

/// <summary>Why a test is skipped.</summary>
internal static class SkipReason
{
    /// <summary>No shared folder.</summary>
    public const string NoSharedData = "needs ../shared/data beside the repository, or MIXPOLICY_SHARED";
}
