namespace MixPolicy.Tool;

/// <summary>What the process's surroundings say about how to print.</summary>
internal static class Terminal
{
    private static readonly string[] BuildServers = ["CI", "ContinuousIntegrationBuild", "GITHUB_ACTIONS", "TF_BUILD"];

    /// <summary>Colour on stdout: a terminal that can, and nobody objects.</summary>
    public static bool ColoursReport => !Console.IsOutputRedirected && Capable && !NoColour;

    /// <summary>A moving bar on stderr: a terminal that can, watched by a person.</summary>
    public static bool ShowsProgress =>
        !Console.IsErrorRedirected && Capable && !IsBuildServer;

    /// <summary>Nobody watches, and what is said here is believed elsewhere.</summary>
    public static bool IsBuildServer => BuildServers.Any(v => Variable(v) is not null and not "false");

    /// <summary><c>NO_COLOR</c> is there and not empty (https://no-color.org).</summary>
    public static bool NoColour => Variable("NO_COLOR") is not null;

    private static bool Capable => Variable("TERM") != "dumb";

    /// <summary>An environment variable; null when it is absent or empty.</summary>
    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
