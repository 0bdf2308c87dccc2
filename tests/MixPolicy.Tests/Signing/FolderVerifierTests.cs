using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MixPolicy.Signing;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Signing;

public sealed class FolderVerifierTests : IDisposable
{
    private readonly PemSigner _signer = TestKeys.New();
    private readonly TempFolder _folder = new();

    public FolderVerifierTests()
    {
        _folder.Write("a.txt", "a");
        _folder.Write("b/c.txt", "c");
        _folder.Write("b.txt", "");
    }

    public void Dispose()
    {
        _signer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Faults_FolderAsSigned_AreNone()
    {
        var bundle = Sign();
        Assert.Empty(Faults(bundle));

        foreach (var name in FolderStatement.Ignored) _folder.Write(name, "not signed");
        Assert.Empty(Faults(bundle));
    }

    [Fact]
    public void Faults_FilesNotAsSigned_NameEach()
    {
        var bundle = Sign();
        _folder.Write("a.txt", "b");
        _folder.Write("more/d.txt", "d");
        File.Move(_folder["b/c.txt"], _folder["b/e.txt"]);
        File.Delete(_folder["b.txt"]);

        Assert.Equal(
            [
                $"does not fit 'a.txt': it has the SHA-256 {Sha256("b")}, and {Sha256("a")} was signed",
                "lists 'b.txt', which is not there",
                "lists 'b/c.txt', which is not there: 'b/e.txt' has its bytes",
                "does not list 'b/e.txt', which is there",
                "does not list 'more/d.txt', which is there",
            ],
            Faults(bundle));
    }

    /// <summary>The names change places, and the digests with them: the subject's digest stays, the list does not.</summary>
    [Fact]
    public void Faults_TwoFilesThatChangedNames_NameBoth()
    {
        var bundle = Sign();
        _folder.Write("a.txt", "c");
        _folder.Write("b/c.txt", "a");

        Assert.Equal(2, Faults(bundle).Count);
    }

    [UnixFact]
    public void Faults_LinkInTheFolder_NamesIt()
    {
        var bundle = Sign();
        File.Delete(_folder["a.txt"]);
        File.CreateSymbolicLink(_folder["a.txt"], _folder.Write("../" + Path.GetFileName(_folder.Path) + "-a.txt", "a"));
        Assert.Contains("'a.txt' in the output folder is a symbolic link", Assert.Single(Faults(bundle)), StringComparison.Ordinal);
        File.Delete(_folder.Path + "-a.txt");

        File.Delete(_folder["a.txt"]);
        _folder.Write("a.txt", "a");
        Directory.CreateSymbolicLink(_folder["d"], _folder["b"]);
        Assert.Contains("'d' in the output folder is a symbolic link", Assert.Single(Faults(bundle)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../a.txt", "no path in the folder")]
    [InlineData("/etc/passwd", "no path in the folder")]
    [InlineData("./a.txt", "no path in the folder")]
    [InlineData("b//c.txt", "no path in the folder")]
    [InlineData("a.txt/", "no path in the folder")]
    [InlineData("b/../a.txt", "no path in the folder")]
    [InlineData("", "no path in the folder")]
    [InlineData("b.txt", "'b.txt' twice")]
    [InlineData("z", "out of order")]
    public void Faults_NameThatMustNotBe_IsNamed(string name, string fault) =>
        Assert.Contains(fault, Assert.Single(Faults(Sign(s => s["predicate"]!["resources"]![0]!["name"] = name))), StringComparison.Ordinal);

    [Fact]
    public void Faults_ListInAnotherForm_IsRefused()
    {
        Refused("no list of files", s => s["predicate"]!.AsObject().Remove("resources"));
        Refused("no list of files", s => s["subject"]!.AsArray().Clear());
        Refused("no list of files", s => s["predicate"]!["resources"]![0] = null);
        Refused("no list of files", s => s["predicate"]!["resources"]![0]!["digest"] = "xyz");
        Refused("lists no file", s => s["predicate"]!["resources"]!.AsArray().Clear());
        Refused("one form", s => s["predicate"]!["serialization"]!["allow_symlinks"] = true);
        Refused("one form", s => s["predicate"]!["serialization"]!["ignore_paths"]!.AsArray().Add("a.txt"));
        Refused("one form", s => s["predicate"]!["serialization"]!["hash_type"] = "blake3");
        Refused("one form", s => s["subject"]![0]!["digest"]!["sha256"] = Sha256("x"));
        Refused("one form", s => s["predicate"]!["resources"]![0]!["size"] = 1);
        Refused("predicate of the type", s => s["predicateType"] = "https://model_signing/Digests/v0.1");
        Refused("something of the type", s => s["_type"] = "https://in-toto.io/Statement/v0.1");

        void Refused(string fault, Action<JsonNode> edit) => Assert.Contains(fault, Assert.Single(Faults(Sign(edit))), StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_OfTheBundle_ComeFirst()
    {
        Assert.Equal("is empty", Assert.Single(Faults([])));
        Assert.Contains("is of another key", Assert.Single(FolderVerifier.Faults(_folder.Path, Sign(), KeyPair.Generate().PublicPem, CancellationToken.None)), StringComparison.Ordinal);
    }

    /// <summary>What the specification's own invalid examples do wrong.</summary>
    [Theory]
    [InlineData("", "", "is empty")]
    [InlineData("dsseEnvelope", "", "no envelope")]
    [InlineData("verificationMaterial", "tlogEntries", "is not in the one form")]
    [InlineData("verificationMaterial", "", "no verificationMaterial")]
    public void Open_WithoutAMember_IsRefused(string member, string inner, string fault)
    {
        var bundle = JsonNode.Parse(Sign())!.AsObject();
        if (inner.Length > 0) bundle[member]!.AsObject().Remove(inner);
        else bundle.Remove(member);
        var bytes = member.Length == 0 ? [] : MixPolicy.Lineage.CanonicalJson.Write(json => bundle.WriteTo(json));
        Assert.Null(BundleVerifier.Open(bytes, _signer.PublicKeyPem, out var found));
        Assert.Contains(fault, found, StringComparison.Ordinal);
    }

    /// <summary>By code points, not by UTF-16 units: U+FF5E comes before U+1F600, whose first surrogate is smaller.</summary>
    [Fact]
    public void Order_BeyondTheFirstPlane_IsByCodePoint() =>
        Assert.Equal(["a", "b", "\uFF5E", "\U0001F600"], new[] { "\U0001F600", "b", "\uFF5E", "a" }.Order(FolderStatement.Order));

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private byte[] Sign(Action<JsonNode>? edit = null)
    {
        var payload = FolderStatement.Write("x", [.. FolderListing.Of(_folder.Path).Select(f => new FolderFile(f.Key, Sha256(File.ReadAllText(f.Value))))]);
        if (edit is not null)
        {
            var statement = JsonNode.Parse(payload)!;
            edit(statement);
            payload = MixPolicy.Lineage.CanonicalJson.Write(json => statement.WriteTo(json));
        }

        return SigstoreBundle.Sign(payload, _signer.Checked());
    }

    private IReadOnlyList<string> Faults(byte[] bundle) => FolderVerifier.Faults(_folder.Path, bundle, _signer.PublicKeyPem, CancellationToken.None);
}
