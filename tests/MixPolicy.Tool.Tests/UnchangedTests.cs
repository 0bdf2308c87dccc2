using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MixPolicy.Tool.Tests;

/// <summary>A second build of the same says the same and touches nothing; the slightest change, and it is done anew.</summary>
public sealed class UnchangedTests : IDisposable
{
    private static readonly Dictionary<string, string?> NoServer = new()
    {
        ["CI"] = null,
        ["ContinuousIntegrationBuild"] = null,
        ["GITHUB_ACTIONS"] = null,
        ["TF_BUILD"] = null,
    };

    private readonly TempFolder _folder = new();

    public UnchangedTests() => Quickstart.CopyTo(_folder.Path);

    private string Output => Path.Combine(_folder.Path, "out", "quickstart");

    public void Dispose() => _folder.Dispose();

    [UnixTheory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("msbuild")]
    [InlineData("github")]
    [InlineData("azure")]
    public void Build_Again_PrintsTheSameInEveryFormatAndTouchesNothing(string format)
    {
        Assert.Equal(0, Build().ExitCode);
        var before = Times();
        var again = Build("--format", format);
        Assert.Equal(before, Times());
        var anew = Build("--format", format, "--no-cache");

        Assert.Equal(anew, again);
        Assert.NotEqual(before, Times());
    }

    [UnixFact]
    public void Build_ViolatedAgain_PrintsTheSameAndExitsWithOne()
    {
        string[] build = ["build", "examples/quickstart/policy-violated.yaml", "--out", "out/quickstart"];
        var first = ToolProcess.Run(build, _folder.Path, NoServer);
        var before = Times();
        var again = ToolProcess.Run(build, _folder.Path, NoServer);

        Assert.Equal(1, first.ExitCode);
        Assert.Equal(first, again);
        Assert.Equal(before, Times());
        Assert.Equal(0, Build().ExitCode);
    }

    [UnixFact]
    public void Build_OnABuildServer_ComparesContentsAndPrintsTheSame()
    {
        var first = Build();
        var before = Times();
        var server = new Dictionary<string, string?>(NoServer) { ["CI"] = "true" };

        Assert.Equal(first, ToolProcess.Run(["build", "examples/quickstart/policy.yaml"], _folder.Path, server));
        Assert.Equal(before, Times());
    }

    [UnixFact]
    public void Build_SameLengthEditWithKeptTime_IsDoneAnew()
    {
        var first = Build();
        Build();
        var source = Path.Combine(_folder.Path, "examples/quickstart/data/synthetic.jsonl");
        var time = File.GetLastWriteTimeUtc(source);
        var bytes = File.ReadAllBytes(source);
        var letter = bytes.AsSpan().IndexOf("\"text\":\""u8) + 8;
        Assert.True(char.IsAsciiLetter((char)bytes[letter]));
        bytes[letter] = (byte)(bytes[letter] == 'x' ? 'y' : 'x');
        File.WriteAllBytes(source, bytes);
        File.SetLastWriteTimeUtc(source, time);
        var lineage = FolderState.Digest(Path.Combine(Output, "lineage.json"));
        var changed = Build();

        Assert.Equal(0, first.ExitCode);
        Assert.NotEqual(lineage, FolderState.Digest(Path.Combine(Output, "lineage.json")));
        var anew = FolderState.Of(Output);
        Assert.Equal(changed, Build("--no-cache"));
        Assert.Equal(anew, FolderState.Of(Output));
    }

    [UnixFact]
    public void Build_OutputTampered_IsMended()
    {
        var first = Build();
        var whole = FolderState.Of(Output);
        var manifest = Path.Combine(Output, "manifest.parquet");
        var (time, bytes) = (File.GetLastWriteTimeUtc(manifest), File.ReadAllBytes(manifest));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(manifest, bytes);
        File.SetLastWriteTimeUtc(manifest, time);

        Assert.Equal(first, Build());
        Assert.Equal(whole, FolderState.Of(Output));
    }

    /// <summary>The same version, built from other sources: nothing tells but the identity that the compiler gave the library.</summary>
    [UnixFact]
    public void Build_ByAnotherBuildOfTheTool_IsDoneAnew()
    {
        var other = Path.Combine(_folder.Path, "tool");
        var folder = Path.GetDirectoryName(ToolProcess.Tool)!;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(other, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var tool = Path.Combine(other, Path.GetFileName(ToolProcess.Tool));
        var first = Build();
        var before = Times();
        Assert.Equal(first, BuildBy(tool));
        Assert.Equal(before, Times());

        GiveAnotherIdentity(Path.Combine(other, "MixPolicy.dll"));
        Assert.Equal(first, BuildBy(tool));
        Assert.NotEqual(before, Times());
    }

    [UnixFact]
    public void Build_ManyAtOnceUnchanged_EachSaysTheSameOrThatTheFolderIsTaken()
    {
        var first = Build();
        var before = Times();
        var runs = new ToolOutput[6];
        Parallel.For(0, runs.Length, i => runs[i] = Build());

        Assert.Contains(first, runs);
        Assert.All(runs, run => Assert.True(run == first || (run.ExitCode == 2 && run.Stdout.Contains("MIX0406", StringComparison.Ordinal)), run.Stdout));
        Assert.Equal(before, Times());
    }

    [UnixFact]
    public void Check_AfterABuild_SaysTheSameAndWritesNothing()
    {
        var built = Build();
        var before = Times();
        var check = ToolProcess.Run(["check", "examples/quickstart/policy.yaml"], _folder.Path, NoServer);
        var anew = ToolProcess.Run(["check", "examples/quickstart/policy.yaml", "--no-cache"], _folder.Path, NoServer);

        Assert.Equal(anew, check);
        Assert.Equal(built.Stdout.Split('\n').Where(l => !l.StartsWith("wrote ", StringComparison.Ordinal)), check.Stdout.Split('\n'));
        Assert.Equal(before, Times());
    }

    [UnixFact]
    public void Build_GitSeesOnlyTheOutputs()
    {
        Build();
        Assert.Equal("*\n", File.ReadAllText(Path.Combine(Output, ".mixpolicy", ".gitignore")));
    }

    private static void GiveAnotherIdentity(string library)
    {
        var bytes = File.ReadAllBytes(library);
        Guid identity;
        using (var reader = new PEReader(new MemoryStream(bytes)))
        {
            var metadata = reader.GetMetadataReader();
            identity = metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
        }

        bytes[bytes.AsSpan().IndexOf(identity.ToByteArray())] ^= 1;
        File.WriteAllBytes(library, bytes);
    }

    private ToolOutput Build(params string[] more) => ToolProcess.Run(["build", "examples/quickstart/policy.yaml", .. more], _folder.Path, NoServer);

    private ToolOutput BuildBy(string tool) => ToolProcess.Run(["build", "examples/quickstart/policy.yaml"], _folder.Path, NoServer, tool: tool);

    /// <summary>When each output was written; each build writes each.</summary>
    private IReadOnlyList<string> Times() =>
    [
        .. new DirectoryInfo(Output).EnumerateFiles()
            .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name} {f.Length} {f.LastWriteTimeUtc.Ticks}"))
            .Order(StringComparer.Ordinal),
    ];
}
