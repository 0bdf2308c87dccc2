using System.Text;
using MixPolicy.Lineage;
using MixPolicy.Signing;

namespace MixPolicy.Tests.Signing;

/// <summary>Builds that sign: what is written, when, and what is left when there is no signature to be had.</summary>
public sealed class OutputSignatureTests : IDisposable
{
    private static readonly string[] Plain = ["ledger.bin", "ledger.checkpoint", "lineage.json", "manifest.parquet", "sources.json", "statement.json"];
    private static readonly string[] Signed = [.. Plain.Append("statement.sigstore.json").Append("mixpolicy.sig").Order(StringComparer.Ordinal)];

    private readonly SignedMix _mix = new();
    private readonly PemSigner _signer = TestKeys.New();

    public void Dispose()
    {
        _mix.Dispose();
        _signer.Dispose();
    }

    [Fact]
    public void Build_Unsigned_WritesTheStatementAndTheCheckpoint()
    {
        Assert.Equal(BuildOutcome.Satisfied, _mix.Build().Outcome);

        Assert.Equal(Plain, Names());
        Assert.Equal(StatementWriter.Write(_mix.Lineage()), _mix.Bytes("statement.json"));
        Assert.Equal(Checkpoint.Of(_mix.Lineage()).Write(), _mix.Bytes("ledger.checkpoint"));
    }

    [Fact]
    public void Build_Signed_SignsTheStatementTheCheckpointAndTheFolder()
    {
        var unsigned = _mix.Build(change: r => r with { Out = "other" });
        var result = _mix.Build(_signer);

        Assert.Equal(BuildOutcome.Satisfied, unsigned.Outcome);
        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.Equal(Signed, Names());
        Assert.Equal(Signed, result.Written.Select(w => Path.GetFileName(w)!).Order(StringComparer.Ordinal));
        Assert.Null(BundleVerifier.Fault(_mix.Bytes("statement.json"), _mix.Bytes("statement.sigstore.json"), _signer.PublicKeyPem));
        Assert.Empty(FolderVerifier.Faults(_mix.Out, _mix.Bytes("mixpolicy.sig"), _signer.PublicKeyPem, CancellationToken.None));
        var checkpoint = Checkpoint.Read(_mix.Bytes("ledger.checkpoint"), out _)!;
        Assert.Null(checkpoint.SignatureFault(_signer.PublicKeyPem));
        Assert.Equal(Checkpoint.Of(_mix.Lineage()).Body, checkpoint.Body);

        // A signature changes nothing of what it signs.
        foreach (var name in new[] { "manifest.parquet", "lineage.json", "ledger.bin", "statement.json" })
            Assert.Equal(File.ReadAllBytes(unsigned.Written.Single(w => Path.GetFileName(w) == name)), _mix.Bytes(name));
    }

    [UnixFact]
    public void Build_SignedAgain_StaysAsItIs()
    {
        _mix.Build(_signer);
        var before = _mix.Content();
        var again = _mix.Build(_signer);

        Assert.True(again.Reused);
        Assert.Equal(before, _mix.Content());
        Assert.True(_mix.Build(change: r => r with { CheckOnly = true }).Reused);
        Assert.Equal(before, _mix.Content());
    }

    [Fact]
    public void Build_UnsignedThenSignedThenUnsigned_HasSignaturesOnlyWhenAsked()
    {
        _mix.Build();
        Assert.False(_mix.Build(_signer).Reused);
        Assert.Equal(Signed, Names());

        using var other = TestKeys.New();
        Assert.False(_mix.Build(other).Reused);
        Assert.Null(BundleVerifier.Fault(_mix.Bytes("statement.json"), _mix.Bytes("statement.sigstore.json"), other.PublicKeyPem));
        Assert.Empty(FolderVerifier.Faults(_mix.Out, _mix.Bytes("mixpolicy.sig"), other.PublicKeyPem, CancellationToken.None));

        Assert.False(_mix.Build().Reused);
        Assert.Equal(Plain, Names());
        Assert.Null(Checkpoint.Read(_mix.Bytes("ledger.checkpoint"), out _)!.Signature);
    }

    [Fact]
    public void Build_SignatureGone_IsSignedAnew()
    {
        _mix.Build(_signer);
        File.Delete(_mix["statement.sigstore.json"]);

        Assert.False(_mix.Build(_signer).Reused);
        Assert.Equal(Signed, Names());
    }

    [Fact]
    public void Build_ViolatedAfterASigned_LeavesASignedFolderThatStillVerifies()
    {
        _mix.Build(_signer);
        var before = _mix.Content();
        _mix.Policy(0.9m);
        var asked = 0;
        var result = _mix.Build(TestKeys.Lying(_signer.PublicKeyPem, data => _signer.Sign(data.AsSpan(asked++))));

        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Equal(0, asked);
        Assert.Equal(before, _mix.Content().Where(f => f.Key != "violations.json").ToDictionary());
        Assert.Empty(FolderVerifier.Faults(_mix.Out, _mix.Bytes("mixpolicy.sig"), _signer.PublicKeyPem, CancellationToken.None));
    }

    [Fact]
    public void Build_NoSignatureToBeHad_LeavesTheLastGoodOutputs()
    {
        _mix.Build(_signer);
        var before = _mix.Content();
        _mix.Policy(0.6m);
        using var other = TestKeys.New();

        Fails("MIX0531", "the token is out", TestKeys.Lying(_signer.PublicKeyPem, _ => throw new SigningException("the token is out")));
        Fails("MIX0531", "cannot sign", TestKeys.Lying(_signer.PublicKeyPem, _ => throw new System.Security.Cryptography.CryptographicException()));
        Fails("MIX0532", "not one of the public key", TestKeys.Lying(_signer.PublicKeyPem, data => other.Sign(data)));
        Fails("MIX0532", "(0 bytes)", TestKeys.Lying(_signer.PublicKeyPem, _ => []));
        Fails("MIX0533", "is a private key", TestKeys.Lying(KeyPair.Generate().PrivatePem, data => other.Sign(data)));
        var count = 0;
        Fails("MIX0531", "the third time", TestKeys.Lying(_signer.PublicKeyPem, data => ++count < 3 ? _signer.Sign(data) : throw new SigningException("the third time")));
        Assert.Equal(3, count);

        Assert.Equal(BuildOutcome.Satisfied, _mix.Build(_signer).Outcome);
        Assert.NotEqual(before["lineage.json"], _mix.Content()["lineage.json"]);

        void Fails(string code, string words, ISigner signer)
        {
            var result = _mix.Build(signer);
            Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
            var found = Assert.Single(result.Diagnostics, d => d.Severity == MixPolicy.Diagnostics.Severity.Error);
            Assert.Equal(code, found.Code);
            Assert.Contains(words, found.Message, StringComparison.Ordinal);
            Assert.Empty(result.Written);
            Assert.Equal(before, _mix.Content());
        }
    }

    [Fact]
    public void Build_FilesOfTheUsersInTheFolder_AreSignedToo()
    {
        _mix.Build();
        Directory.CreateDirectory(_mix["notes"]);
        File.WriteAllText(_mix["notes/read.me"], "mine");
        File.WriteAllText(_mix["violations.json"], "left by a violated build");
        _mix.Build(_signer);
        var bundle = _mix.Bytes("mixpolicy.sig");

        Assert.False(File.Exists(_mix["violations.json"]));
        Assert.Empty(FolderVerifier.Faults(_mix.Out, bundle, _signer.PublicKeyPem, CancellationToken.None));
        File.WriteAllText(_mix["notes/read.me"], "not mine");
        Assert.Contains("'notes/read.me'", Assert.Single(FolderVerifier.Faults(_mix.Out, bundle, _signer.PublicKeyPem, CancellationToken.None)), StringComparison.Ordinal);
    }

    [UnixFact]
    public void Build_LinkInTheFolder_IsRefused()
    {
        _mix.Build();
        var before = _mix.Content();
        File.CreateSymbolicLink(_mix["link"], _mix["lineage.json"]);
        var result = _mix.Build(_signer);

        Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
        Assert.Equal("MIX0534", Assert.Single(result.Diagnostics, d => d.Severity == MixPolicy.Diagnostics.Severity.Error).Code);
        File.Delete(_mix["link"]);
        Assert.Equal(before, _mix.Content());
    }

    [Fact]
    public void Build_CheckOrLocked_NeverSigns()
    {
        _mix.Build();
        var signer = TestKeys.Lying(_signer.PublicKeyPem, _ => throw new SigningException("asked"));

        Assert.Equal(BuildOutcome.Satisfied, _mix.Build(signer, r => r with { CheckOnly = true, Reuse = BuildReuse.Nothing }).Outcome);
        Assert.Equal(BuildOutcome.Satisfied, _mix.Build(signer, r => r with { Locked = true }).Outcome);
        Assert.Equal(Plain, Names());
    }

    [Fact]
    public void Build_SameMixTwice_HasTheSameStatement()
    {
        _mix.Build(_signer);
        var (statement, bundle) = (_mix.Bytes("statement.json"), _mix.Bytes("statement.sigstore.json"));
        _mix.Build(_signer, r => r with { Reuse = BuildReuse.Nothing });

        Assert.Equal(statement, _mix.Bytes("statement.json"));
        Assert.NotEqual(Encoding.UTF8.GetString(bundle), Encoding.UTF8.GetString(_mix.Bytes("statement.sigstore.json")));
    }

    private string[] Names() => [.. _mix.Content().Keys.Order(StringComparer.Ordinal)];
}
