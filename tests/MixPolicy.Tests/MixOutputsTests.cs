using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests;

public sealed class MixOutputsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("here", null, "hosts", "here")]
    [InlineData("here/", null, "hosts", "here")]
    [InlineData("here", "said", "hosts", "here")]
    [InlineData(null, "said", "hosts", "sub/said")]
    [InlineData(null, null, "hosts", "hosts/small")]
    [InlineData(null, null, null, "sub/out/small")]
    public void FolderOf_WhoeverSaysIt_IsTheMostParticular(string? asked, string? said, string? hosts, string expected)
    {
        WritePolicy(said);
        var request = Request() with { Out = asked, DefaultOut = hosts };
        Assert.Equal(_folder[expected], MixOutputs.FolderOf(request, out var diagnostics));
        Assert.Empty(diagnostics);
        Assert.Equal(_folder[expected], MixBuild.Run(request, null, CancellationToken.None).Folder);
    }

    [Fact]
    public void FolderOf_PolicyThatDoesNotStand_IsNoneAndSaysWhy()
    {
        WritePolicy(null);
        File.AppendAllText(_folder["sub/policy.yaml"], "rulez: {}\n");
        Assert.Null(MixOutputs.FolderOf(Request(), out var diagnostics));
        Assert.Contains(diagnostics, d => d.Code == "MIX0102");
    }

    [Fact]
    public void Delete_SharedByTwo_WaitsForTheLast()
    {
        WritePolicy(null);
        string[] users = [_folder.Write("a.csproj", ""), _folder.Write("b.csproj", "")];
        BuildResult? built = null;
        foreach (var user in users) built = MixBuild.Run(Request() with { SharedBy = user }, null, CancellationToken.None);
        string[] files = [.. built!.Written.Select(f => Path.GetFileName(f))];

        MixOutputs.Delete(built.Folder!, files, users[0], CancellationToken.None);
        Assert.All(built.Written, f => Assert.True(File.Exists(f)));
        MixOutputs.Delete(built.Folder!, files, users[1], CancellationToken.None);
        Assert.False(Directory.Exists(built.Folder));
    }

    [Fact]
    public void Delete_OtherUsersProjectIsGone_DoesNotWaitForIt()
    {
        WritePolicy(null);
        string[] users = [_folder.Write("a.csproj", ""), _folder.Write("b.csproj", "")];
        BuildResult? built = null;
        foreach (var user in users) built = MixBuild.Run(Request() with { SharedBy = user }, null, CancellationToken.None);
        File.Delete(users[1]);
        MixOutputs.Delete(built!.Folder!, [.. built.Written.Select(f => Path.GetFileName(f))], users[0], CancellationToken.None);
        Assert.False(Directory.Exists(built.Folder));
    }

    [Fact]
    public void Delete_OtherFilesInTheFolder_LeavesThem()
    {
        WritePolicy(null);
        var user = _folder.Write("a.csproj", "");
        var built = MixBuild.Run(Request() with { SharedBy = user }, null, CancellationToken.None);
        var mine = Path.Combine(built.Folder!, "mine.txt");
        File.WriteAllText(mine, "mine");
        File.WriteAllText(_folder["beside.txt"], "beside");
        MixOutputs.Delete(built.Folder!, [.. built.Written.Select(f => Path.GetFileName(f)), "../../../beside.txt"], user, CancellationToken.None);
        Assert.Equal([mine], Directory.GetFileSystemEntries(built.Folder!));
        Assert.True(File.Exists(_folder["beside.txt"]));
    }

    [Fact]
    public void Delete_OutputsThatNobodyAskedForByName_Stay()
    {
        WritePolicy(null);
        var user = _folder.Write("a.csproj", "");
        MixBuild.Run(Request() with { SharedBy = user }, null, CancellationToken.None);
        var built = MixBuild.Run(Request() with { Reuse = BuildReuse.Nothing }, null, CancellationToken.None);
        MixOutputs.Delete(built.Folder!, [.. built.Written.Select(f => Path.GetFileName(f))], user, CancellationToken.None);
        Assert.All(built.Written, f => Assert.True(File.Exists(f)));
    }

    private void WritePolicy(string? dir)
    {
        _folder.Write("sub/a.jsonl", """{"id":"1","text":"one","origin":"human"}""" + "\n");
        _folder.Write("sub/policy.yaml", $$"""
            mixpolicy: 1
            name: small
            data: { sources: [ { name: a, paths: [ a.jsonl ], columns: { id: id, text: text, origin: origin } } ] }
            mix: { unit: records, budget: all }
            rules: { human: { min_fraction: 0.5 } }

            """ + (dir is null ? "" : $"output: {{ dir: {dir} }}\n"));
    }

    private BuildRequest Request() => new() { Policy = "sub/policy.yaml", Directory = _folder.Path, ToolVersion = "1" };
}
