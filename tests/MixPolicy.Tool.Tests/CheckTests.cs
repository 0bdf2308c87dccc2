using MixPolicy.Tests;

namespace MixPolicy.Tool.Tests;

/// <summary><c>check</c>, <c>check --manifest</c> and <c>--locked</c>: they look and never write.</summary>
public sealed class CheckTests : IDisposable
{
    private const string Policy = "examples/quickstart/policy.yaml";
    private readonly TempFolder _folder = new();

    public CheckTests() => Quickstart.CopyTo(_folder.Path);

    private string Manifest => Path.Combine(_folder.Path, "out/quickstart/manifest.parquet");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("policy.yaml", 0)]
    [InlineData("policy-violated.yaml", 1)]
    public void Check_Quickstart_JudgesAsBuildDoesAndWritesNothing(string policy, int exitCode)
    {
        var before = FolderState.Of(_folder.Path);
        var check = Run("check", "examples/quickstart/" + policy);

        Assert.Equal((exitCode, ""), (check.ExitCode, check.Stderr));
        Assert.Equal(before, FolderState.Of(_folder.Path));
        var build = Run("build", "examples/quickstart/" + policy);
        Assert.Equal(check.Stdout, string.Concat(build.Stdout.Split('\n').Where(l => !l.StartsWith("wrote ", StringComparison.Ordinal)).Select(l => l + "\n"))[..^1]);
    }

    [Fact]
    public void CheckManifest_OfOurOwn_IsSatisfied()
    {
        Run("build", Policy);
        var before = FolderState.Of(_folder.Path);
        var run = Run("check", Policy, "--manifest", "out/quickstart/manifest.parquet");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Contains("quickstart: 599,985 tokens in 5,374 records, budget 600,000\n", run.Stdout, StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(_folder.Path));
    }

    [Fact]
    public void CheckManifest_OfDuckDbWithAShareBroken_NamesTheShares()
    {
        Run("build", Policy);
        DuckDbWrites("other.parquet", "SELECT * FROM {0} WHERE source <> 'declarations' OR hash(id) % 10 = 0");
        var run = Run("check", Policy, "--manifest", "other.parquet");

        Assert.Equal((1, ""), (run.ExitCode, run.Stderr));
        Assert.Contains("error MIX0302: ", run.Stdout, StringComparison.Ordinal);
        Assert.Contains("error MIX0315: ", run.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("not written", run.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckManifest_WithTheSameRowsInAnotherOrder_IsJudgedAlike()
    {
        Run("build", Policy);
        DuckDbWrites("other.parquet", "SELECT * FROM {0} ORDER BY hash(id)");
        var own = Run("check", Policy, "--manifest", "out/quickstart/manifest.parquet");
        var other = Run("check", Policy, "--manifest", "other.parquet");

        Assert.Equal(own, other);
    }

    [Theory]
    [InlineData("SELECT * EXCLUDE (digest, repetitions) FROM {0}", "digest")]
    [InlineData("SELECT * REPLACE ('x' AS digest) FROM {0}", "digest")]
    [InlineData("SELECT * REPLACE (0 AS repetitions) FROM {0}", "repetitions")]
    [InlineData("SELECT * REPLACE (-1 AS tokens) FROM {0}", "tokens")]
    [InlineData("SELECT * FROM {0} UNION ALL (SELECT * FROM {0} LIMIT 1)", "two rows")]
    public void CheckManifest_ThatCannotBeJudged_EndsWithTwoAndNamesTheCause(string select, string part)
    {
        Run("build", Policy);
        DuckDbWrites("other.parquet", select);
        var run = Run("check", Policy, "--manifest", "other.parquet");

        Assert.Equal((2, ""), (run.ExitCode, run.Stderr));
        Assert.Contains("error MIX0501: ", run.Stdout, StringComparison.Ordinal);
        Assert.Contains(part, run.Stdout, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.parquet")]
    [InlineData("examples/quickstart/policy.yaml")]
    [InlineData("examples")]
    public void CheckManifest_ThatIsNone_EndsWithTwo(string manifest)
    {
        var run = Run("check", Policy, "--manifest", manifest);

        Assert.Equal((2, ""), (run.ExitCode, run.Stderr));
        Assert.Contains(manifest, run.Stdout, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("build")]
    [InlineData("check")]
    public void Locked_SameSources_IsSatisfiedAndWritesNothing(string verb)
    {
        Run("build", Policy);
        var before = FolderState.Of(_folder.Path);
        var run = Run(verb, Policy, "--locked");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Equal(before, FolderState.Of(_folder.Path));
    }

    [Fact]
    public void Locked_SourceThatChanged_IsViolatedAndWritesNothing()
    {
        Run("build", Policy);
        var source = Path.Combine(_folder.Path, "examples/quickstart/data/synthetic.jsonl");
        File.WriteAllLines(source, File.ReadAllLines(source).Skip(1));
        var before = FolderState.Of(_folder.Path);
        var run = Run("build", Policy, "--locked");

        Assert.Equal((1, ""), (run.ExitCode, run.Stderr));
        Assert.Contains("error MIX0404: --locked: ", run.Stdout, StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(_folder.Path));
    }

    [Fact]
    public void Locked_NothingThere_IsViolatedAndMakesNoFolder()
    {
        var run = Run("build", Policy, "--locked");

        Assert.Equal(1, run.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "out")));
    }

    private ToolOutput Run(params string[] args) => ToolProcess.Run(args, _folder.Path);

    private void DuckDbWrites(string name, string select)
    {
        using var duck = new DuckDb();
        var sql = select.Replace("{0}", DuckDb.Literal(Manifest), StringComparison.Ordinal);
        duck.Execute($"COPY ({sql}) TO {DuckDb.Literal(Path.Combine(_folder.Path, name))} (FORMAT parquet)");
    }
}
