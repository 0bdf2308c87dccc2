namespace MixPolicy.Tool.Tests.Packages;

/// <summary>A folder with the quickstart in it, and a home and a package folder of its own, that knows one feed.</summary>
public sealed class PackageUser : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _env;

    public PackageUser(string feed, string version)
    {
        Version = version;
        _env = new Dictionary<string, string>
        {
            ["DOTNET_CLI_HOME"] = Path.Combine(_folder.Path, "home"),
            ["NUGET_PACKAGES"] = Path.Combine(_folder.Path, "packages"),
            ["PATH"] = $"{Path.GetDirectoryName(Dotnet.Host)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
        };
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
              </fallbackPackageFolders>
            </configuration>
            """);
        Quickstart.CopyTo(Folder);
    }

    /// <summary>The folder.</summary>
    public string Folder => Path.Combine(_folder.Path, "work");

    /// <summary>The version of the packages in the feed.</summary>
    public string Version { get; }

    /// <summary>Writes a file there.</summary>
    public void Write(string name, string text) => _folder.Write(Path.Combine("work", name), text);

    /// <summary>Runs <c>dotnet</c> there and fails the test where it does not end well.</summary>
    public string RunDotnet(params string[] args) => Dotnet.Succeed(args, Folder, _env);

    /// <summary>Runs a program there and fails the test where it does not end well.</summary>
    public string Run(string program, params string[] args) => Dotnet.Succeed(program, args, Folder, _env);

    public void Dispose() => _folder.Dispose();
}
