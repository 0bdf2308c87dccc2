using MixPolicy.Tool.Tests.Packages;

namespace MixPolicy.Tool.Tests.GithubAction;

/// <summary>Commands that stand in for those of a runner: a <c>dotnet</c> whose local tool is the one that was built, and a <c>date</c> that is told the day.</summary>
internal static class Shims
{
    /// <summary>Writes them into a folder for PATH.</summary>
    /// <param name="folder">The folder, absolute; it is made.</param>
    /// <param name="today">What <c>date -u +%F</c> says.</param>
    public static void Write(string folder, string today)
    {
        Directory.CreateDirectory(folder);

        // A restore needs a feed, which these tests have not: that the manifest is where it looks is all it says here.
        Write(folder, "dotnet", $"""
            #!/usr/bin/env bash
            case "$*" in
              'tool restore') exec test -f dotnet-tools.json ;;
              'mixpolicy '*) exec '{Dotnet.Host}' exec '{ToolProcess.Tool}' "{"${@:2}"}" ;;
            esac
            echo "dotnet: $* is not known here" >&2
            exit 99
            """);
        Write(folder, "date", $"""
            #!/usr/bin/env bash
            test "$*" = '-u +%F' && echo '{today}'
            """);
    }

    private static void Write(string folder, string name, string script)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, script + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
