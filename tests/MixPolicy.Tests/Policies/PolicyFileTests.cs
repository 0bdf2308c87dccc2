using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Tests.Policies;

public sealed class PolicyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mixpolicy-policy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_PolicyThatStands_CountsPathsFromItsFolder()
    {
        File.WriteAllText(Path.Combine(_folder, "p.yaml"), PolicyCases.Small);
        var diagnostics = new DiagnosticBag();

        var policy = PolicyReader.Read("some/p.yaml", Path.Combine(_folder, "p.yaml"), diagnostics);

        Assert.Empty(diagnostics.Sorted());
        Assert.Equal(_folder, policy!.Folder);
        Assert.Equal("some/p.yaml", policy.Place.ToString());
        Assert.Equal("some/p.yaml(5,15)", policy.Sources[0].Place.ToString());
        Assert.Equal(PolicyCases.Small.Length, policy.Bytes.Length);
    }

    [Fact]
    public void Read_MisspelledFile_NamesTheNearest()
    {
        File.WriteAllText(Path.Combine(_folder, "policy.yaml"), PolicyCases.Small);
        File.WriteAllText(Path.Combine(_folder, "other.yml"), PolicyCases.Small);

        Assert.Equal("MIX0100 There is no policy 'polcy.yaml'. Did you mean 'policy.yaml'?", Refused("polcy.yaml"));
        Assert.Equal("MIX0100 There is no policy 'x'. The folder holds other.yml, policy.yaml.", Refused("x"));
        Assert.Equal("MIX0100 There is no policy 'no/such/p.yaml'. Its folder is not there either.", Refused("no/such/p.yaml"));
    }

    [Fact]
    public void Read_Folder_IsRefused() => Assert.Equal("MIX0100 '.' is a folder; name the policy's file in it.", Refused("."));

    [Fact]
    public void Read_NameThatNoFileCanHave_IsRefused() => Assert.StartsWith("MIX0100 There is no policy 'a" + "U+0000b'.", Refused("a\0b"), StringComparison.Ordinal);

    private string Refused(string file)
    {
        var diagnostics = new DiagnosticBag();
        Assert.Null(PolicyReader.Read(file, Path.Join(_folder, file), diagnostics));
        var only = Assert.Single(diagnostics.Sorted());
        return $"{only.Code} {only.Message}";
    }
}
