using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace MixPolicy.MSBuild.Tests;

/// <summary>
/// A copy of <c>Scenarios/&lt;name&gt;</c> in a folder of its own, whose projects get the packed package from a folder feed and nothing else: no other
/// source, no cache but the tests' own, no settings from above.
/// </summary>
public sealed class Scenario : IDisposable
{
    private const string Version = "0.1.0-test";

    // The cache is this process's: a version that was packed anew must not be taken from an older one.
    private static readonly Lazy<string> Packages = new(() => Directory.CreateTempSubdirectory("mixpolicy-packages-").FullName);

    private bool _isRestored;

    /// <summary>Copies a scenario.</summary>
    /// <param name="name">Its folder in <c>Scenarios</c>.</param>
    public Scenario(string name)
    {
        Folder = Directory.CreateTempSubdirectory("mixpolicy-msbuild-").FullName;
        var from = Path.Combine(SourceFolder(), "Scenarios", name);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)) Write(Path.GetRelativePath(from, file), File.ReadAllText(file));
        foreach (var policy in Directory.EnumerateFiles(Folder, "policy.yaml", SearchOption.AllDirectories))
        {
            Write(Path.Combine(Path.GetRelativePath(Folder, Path.GetDirectoryName(policy)!), "data", "notes.jsonl"), Records(human: 30, synthetic: 10));
        }

        Write("nuget.config", $"""<configuration><packageSources><clear /><add key="feed" value="{Stated("Feed")}" /></packageSources></configuration>""");
        Write("Directory.Build.props", $"<Project><PropertyGroup><PackageUnderTest>{Version}</PackageUnderTest></PropertyGroup></Project>");
        Write("Directory.Build.targets", "<Project />");

        // More nodes cost a test more than they gain it; those that are about them ask for them.
        Write("Directory.Build.rsp", "-maxCpuCount:1");
    }

    /// <summary>Absolute path.</summary>
    public string Folder { get; }

    /// <summary>The folder that the package was unpacked to.</summary>
    public static string PackageFolder => Path.Combine(Packages.Value, "mixpolicy.msbuild", Version);

    /// <summary>The package.</summary>
    public static string PackageFile => Path.Combine(Stated("Feed"), $"MixPolicy.MSBuild.{Version}.nupkg");

    /// <summary>Absolute path of something in the folder.</summary>
    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>Lines of JSON, so many of each kind, each of ten tokens.</summary>
    public static string Records(int human, int synthetic, string prefix = "") => string.Concat(
        Enumerable.Range(0, human).Select(i => Record($"{prefix}h{i}", "human")).Concat(Enumerable.Range(0, synthetic).Select(i => Record($"{prefix}s{i}", "synthetic"))));

    /// <summary>Writes a file, its folders too.</summary>
    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
    }

    /// <summary>Replaces words in a file; they must be there.</summary>
    public void Edit(string name, string old, string now)
    {
        var text = File.ReadAllText(this[name]);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(this[name], text.Replace(old, now, StringComparison.Ordinal));
    }

    /// <summary>Builds a project, or what else <c>dotnet</c> is told.</summary>
    public BuildOutput Dotnet(params IReadOnlyList<string> args) => Dotnet(null, args);

    /// <summary>Builds a project as far as the gate, without compiling anything.</summary>
    public BuildOutput Gate(params IReadOnlyList<string> args) => Dotnet(["build", "-t:MixPolicyBuild", .. args]);

    /// <summary>The same, with variables on top of those of this process. What was restored once is not restored again.</summary>
    public BuildOutput Dotnet(IReadOnlyDictionary<string, string>? env, params IReadOnlyList<string> args)
    {
        var restores = args[0] is "build" or "publish" or "pack" && !args.Contains("--no-build") && !args.Contains("--no-restore");
        using var process = Start(env, restores && _isRestored ? [.. args, "--no-restore"] : args);
        _isRestored |= restores;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"killed: dotnet {string.Join(' ', args)}");
        }

        return new BuildOutput(process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }

    /// <summary>Starts <c>dotnet</c>; the caller reads both streams, waits and disposes.</summary>
    public Process Start(IReadOnlyDictionary<string, string>? env, params IReadOnlyList<string> args)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", args)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };

        // What runs the tests sets some of these for its own MSBuild; a build server sets others, which tests set where they want them.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        foreach (var name in new[] { "CI", "GITHUB_ACTIONS", "TF_BUILD", "ContinuousIntegrationBuild", "MIXPOLICY_SIGNING_KEY" }) start.Environment.Remove(name);
        start.Environment["NUGET_PACKAGES"] = Packages.Value;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var (name, value) in env ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs the tool, as it was built beside the package.</summary>
    public BuildOutput Tool(params IReadOnlyList<string> args) => Dotnet(["exec", Stated("BuiltTool"), .. args]);

    /// <summary>Files below a folder, relative to it, with <c>/</c>, in order; none when it is not there.</summary>
    public IReadOnlyList<string> Files(string folder) => Directory.Exists(this[folder])
        ? [.. Directory.EnumerateFiles(this[folder], "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(this[folder], f).Replace('\\', '/')).Order(StringComparer.Ordinal)]
        : [];

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Record(string id, string origin) => $$"""{"id":"{{id}}","text":"the text of {{id}}","tokens":10,"origin":"{{origin}}"}""" + "\n";

    private static string Stated(string key) => typeof(Scenario).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
