using System.Text.Json;

namespace MixPolicy.Tool.Tests;

/// <summary><c>audit</c> as a process: exit codes, text, JSON and the formats of build servers.</summary>
public sealed class AuditTests : IDisposable
{
    private const string Report = "out/quickstart/lineage.json";
    private readonly TempFolder _folder = new();

    public AuditTests()
    {
        Quickstart.CopyTo(_folder.Path);
        Assert.Equal(0, Run("keygen", "--out", "team").ExitCode);
        Assert.Equal(0, Run("build", "examples/quickstart/policy.yaml", "--sign-key", "team.key.pem", "--quiet").ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Audit_AsBuilt_EndsWithZeroAndWritesNothing()
    {
        var before = FolderState.Of(_folder.Path);
        var run = Run("audit", Report, "--key", "team.pub.pem", "--replay");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.StartsWith("ok           report        out/quickstart/lineage.json: generation 0 of 'quickstart'", run.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("FAILED", run.Stdout, StringComparison.Ordinal);
        Assert.Contains("out/quickstart/manifest.parquet: ", run.Stdout, StringComparison.Ordinal);
        Assert.Contains(" bytes, the same again\n", run.Stdout, StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(_folder.Path));
    }

    [Fact]
    public void Audit_AttestationDeleted_FailsWithAKeyOnly()
    {
        File.Delete(Path.Combine(_folder.Path, "out/quickstart/statement.sigstore.json"));
        File.Delete(Path.Combine(_folder.Path, "out/quickstart/mixpolicy.sig"));
        var (without, with) = (Run("audit", Report), Run("audit", Report, "--key", "team.pub.pem", "--quiet"));

        Assert.Equal((0, 1), (without.ExitCode, with.ExitCode));
        Assert.Contains("UNSIGNED", without.Stdout, StringComparison.Ordinal);
        Assert.StartsWith("FAILED       signature", with.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("\nok ", with.Stdout, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("github", "::error ")]
    [InlineData("azure", "##vso[task.logissue type=error")]
    [InlineData("msbuild", "error MIX0509: ")]
    public void Audit_ManifestChanged_IsAFindingInEveryFormat(string format, string told)
    {
        File.AppendAllText(Path.Combine(_folder.Path, "out/quickstart/manifest.parquet"), "x");
        var run = Run("audit", Report, "--format", format);

        Assert.Equal((1, ""), (run.ExitCode, run.Stderr));
        Assert.Contains(told, run.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_AsJson_HasEveryLine()
    {
        var run = Run("audit", Report, "--format", "json");
        using var json = JsonDocument.Parse(run.Stdout);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(1, json.RootElement.GetProperty("not_checked").GetInt32());
        Assert.Contains(json.RootElement.GetProperty("lines").EnumerateArray(), l => l.GetProperty("check").GetString() == "signature" && l.GetProperty("outcome").GetString() == "not_checked");
    }

    [Theory]
    [InlineData("no report", "audit", "nowhere/lineage.json")]
    [InlineData("no key file", "audit", Report, "--key", "nowhere.pem")]
    [InlineData("a private key", "audit", Report, "--key", "team.key.pem")]
    [InlineData("no root", "audit", Report, "--since", "nonsense")]
    [InlineData("no day", "audit", Report, "--as-of", "tomorrow")]
    [InlineData("no argument", "audit")]
    public void Audit_NothingToGoBy_EndsWithTwo(string _, params string[] arguments) => Assert.Equal(2, Run(arguments).ExitCode);

    private ToolOutput Run(params string[] arguments) => ToolProcess.Run(arguments, _folder.Path);
}
