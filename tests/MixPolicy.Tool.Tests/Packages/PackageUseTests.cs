using System.IO.Compression;

namespace MixPolicy.Tool.Tests.Packages;

/// <summary>The packages do what they are for, on a machine that never saw them.</summary>
[Collection(SharedPackages.Name)]
public sealed class PackageUseTests(PackedPackages packed)
{
    private const string Policy = "examples/quickstart/policy.yaml";
    private const string Satisfied = "satisfied: 21 limits hold\n";

    [PackFact]
    public void Install_ToolPath_RunsTheNativeBinary()
    {
        using var user = packed.NewUser();
        user.RunDotnet("tool", "install", "MixPolicy.Tool", "--version", user.Version, "--tool-path", "tools");

        // The command is the binary itself or a link to it, and no host that starts .NET: it is what the package holds.
        var command = Path.Combine(user.Folder, "tools", "dotnet-mixpolicy");
        var binary = File.ReadAllBytes(command);
        Assert.Equal("\u007fELF"u8, binary.AsSpan(0, 4));
        Assert.Equal(packed.Read("MixPolicy.Tool.linux-x64", "tools/any/linux-x64/dotnet-mixpolicy"), binary);
        Assert.Equal(user.Version + "\n", user.Run(command, "--version"));
        Assert.EndsWith(Satisfied, user.Run(command, "check", Policy), StringComparison.Ordinal);
    }

    [PackFact]
    public void Install_LocalManifest_IsDotnetMixpolicy()
    {
        using var user = packed.NewUser();
        user.Write(".config/dotnet-tools.json", $$"""
            { "version": 1, "isRoot": true, "tools": { "mixpolicy.tool": { "version": "{{user.Version}}", "commands": [ "dotnet-mixpolicy" ] } } }
            """);
        user.RunDotnet("tool", "restore");

        Assert.Equal(user.Version + "\n", user.RunDotnet("mixpolicy", "--version"));
        Assert.EndsWith(Satisfied, user.RunDotnet("mixpolicy", "check", Policy), StringComparison.Ordinal);
    }

    [PackFact]
    public void Exec_PackageId_RunsWithoutInstalling()
    {
        using var user = packed.NewUser();

        Assert.EndsWith(Satisfied, user.RunDotnet("tool", "exec", $"MixPolicy.Tool@{user.Version}", "--yes", "--", "check", Policy), StringComparison.Ordinal);
        Assert.Equal(user.Version + "\n", user.RunDotnet("dnx", $"MixPolicy.Tool@{user.Version}", "--yes", "--", "--version"));
    }

    [PackFact]
    public void Any_Alone_RunsOnTheRuntime()
    {
        using var user = packed.NewUser();
        using (var package = packed.Open("MixPolicy.Tool.any")) package.ExtractToDirectory(Path.Combine(user.Folder, "any"));
        var tool = Path.Combine(user.Folder, "any", "tools", "net10.0", "any", "dotnet-mixpolicy.dll");

        Assert.Equal(user.Version + "\n", user.RunDotnet("exec", tool, "--version"));
        Assert.EndsWith(Satisfied, user.RunDotnet("exec", tool, "check", Policy), StringComparison.Ordinal);
    }

    [PackFact]
    public void Any_Alone_RollsForwardToALaterRuntime()
    {
        var config = System.Text.Encoding.UTF8.GetString(packed.Read("MixPolicy.Tool.any", "tools/net10.0/any/dotnet-mixpolicy.runtimeconfig.json"));

        Assert.Contains("\"rollForward\": \"Major\"", config, StringComparison.Ordinal);
    }

    [PackFact]
    public void Library_InAConsoleProject_BuildsTheQuickstart()
    {
        using var user = packed.NewUser();

        // What the library depends on lies in the machine's package folder, for these tests were built with it.
        user.Write("app/app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <RestoreFallbackFolders>{PackFactAttribute.Metadata("NuGetPackageRoot")}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MixPolicy" Version="{user.Version}" />
              </ItemGroup>
            </Project>
            """);
        user.Write("app/Program.cs", """
            using MixPolicy;

            var request = new BuildRequest { Policy = args[0], Directory = Environment.CurrentDirectory, ToolVersion = "1.0.0" };
            var result = MixBuild.Run(request, progress: null, CancellationToken.None);
            foreach (var diagnostic in result.Diagnostics) Console.Error.WriteLine(diagnostic.Message);
            Console.WriteLine(result.Outcome);
            return (int)result.Outcome;
            """);
        user.RunDotnet("build", "app", "-o", "app/run", "-v", "q");

        Assert.Equal("Satisfied\n", user.RunDotnet("exec", "app/run/app.dll", Policy));
        Assert.True(File.Exists(Path.Combine(user.Folder, "out", "quickstart", "manifest.parquet")));
    }
}
