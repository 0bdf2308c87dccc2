namespace MixPolicy.Tool.Tests;

/// <summary><c>init</c>.</summary>
public sealed class InitTests
{
    [Fact]
    public void Init_FolderWithData_WritesAPolicyThere()
    {
        using var folder = new TempFolder();
        folder.Write("data/web/a.jsonl", """{"id": "1", "content": "x", "n_tokens": 3, "crawl_date": "2026-01-01"}""" + "\n");
        var run = ToolProcess.Run(["init"], folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Stderr);
        Assert.Contains("wrote policy.yaml", run.Stdout, StringComparison.Ordinal);
        var policy = File.ReadAllText(Path.Combine(folder.Path, "policy.yaml"));
        Assert.Contains("paths: [ data/web/*.jsonl ]", policy, StringComparison.Ordinal);
        Assert.Contains("text: content\n", policy, StringComparison.Ordinal);
        Assert.Contains("tokens: n_tokens\n", policy, StringComparison.Ordinal);
        Assert.Contains("origin: unknown\n", policy, StringComparison.Ordinal);
        Assert.Matches(@"\nas_of: \d{4}-\d{2}-\d{2} ", policy);
    }

    [Fact]
    public void Init_NamedFolder_WritesTheNameAsked()
    {
        using var folder = new TempFolder();
        folder.Write("corpus/a.csv", "id,text\n1,x\n");
        var run = ToolProcess.Run(["init", "corpus", "--name", "my-mix"], folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\nname: my-mix\n", File.ReadAllText(Path.Combine(folder.Path, "corpus", "policy.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void Init_PolicyIsThere_IsLeftAloneWithoutForce()
    {
        using var folder = new TempFolder();
        folder.Write("a.csv", "id,text\n1,x\n");
        var policy = folder.Write("policy.yaml", "mine");
        var refused = ToolProcess.Run(["init"], folder.Path);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--force", refused.Stdout, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(policy));

        Assert.Equal(0, ToolProcess.Run(["init", "--force"], folder.Path).ExitCode);
        Assert.NotEqual("mine", File.ReadAllText(policy));
    }

    [Fact]
    public void Init_NoData_SaysWhatItLookedFor()
    {
        using var folder = new TempFolder();
        folder.Write(".git/a.jsonl", "{}");
        folder.Write("out/a.jsonl", "{}");
        var run = ToolProcess.Run(["init"], folder.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("MIX0201", run.Stdout, StringComparison.Ordinal);
        Assert.Contains(".jsonl", run.Stdout, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "policy.yaml")));
    }

    [Theory]
    [InlineData("My Mix")]
    [InlineData("")]
    public void Init_NameThatIsNone_IsRefused(string name)
    {
        using var folder = new TempFolder();
        folder.Write("a.csv", "id,text\n1,x\n");

        Assert.Equal(2, ToolProcess.Run(["init", "--name", name], folder.Path).ExitCode);
    }
}
