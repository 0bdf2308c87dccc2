using System.Text.Json;
using System.Xml.Linq;
using MixPolicy.Tool.Tests.Packages;

namespace MixPolicy.Tool.Tests.GithubAction;

/// <summary>The example's tool manifest pins the tool of this repository, and restores it.</summary>
[Collection(SharedPackages.Name)]
public sealed class ToolManifestTests(PackedPackages packed)
{
    private static readonly string Manifest = File.ReadAllText(Path.Combine(Workflow.Folder, "dotnet-tools.json"));

    private static string Version => XDocument.Load(Path.Combine(Quickstart.Repository, "Directory.Build.props")).Descendants("Version").Single().Value;

    [Fact]
    public void Version_OfTheTool_IsThisOne()
    {
        using var manifest = JsonDocument.Parse(Manifest);
        var tool = manifest.RootElement.GetProperty("tools").GetProperty("mixpolicy.tool");

        Assert.Equal(Version, tool.GetProperty("version").GetString());
        Assert.Equal([Path.GetFileNameWithoutExtension(ToolProcess.Tool)], tool.GetProperty("commands").EnumerateArray().Select(c => c.GetString()));
    }

    [PackFact]
    public void Restore_FromAFeed_RunsTheGate()
    {
        using var user = packed.NewUser();
        user.Write("dotnet-tools.json", Manifest.Replace($"\"{Version}\"", $"\"{user.Version}\"", StringComparison.Ordinal));
        user.RunDotnet("tool", "restore");

        Assert.StartsWith(
            "::notice title=mixpolicy::satisfied",
            user.RunDotnet("mixpolicy", "check", "examples/quickstart/policy.yaml", "--format", "github"),
            StringComparison.Ordinal);
    }
}
