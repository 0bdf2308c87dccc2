using System.Security.Cryptography;
using MixPolicy.Signing;

namespace MixPolicy.Tests.Signing;

public sealed class PublicKeyTests
{
    private const string Pem = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEJUoh0dYvQpFGHATLsVjg/EZTrnpN
        QY2NGHDpdly4A+5qrzv/NKz3putlJ6On3dqHWkuago3Aw+haJZQMx1CYlg==
        -----END PUBLIC KEY-----

        """;

    /// <summary>The figures are securesystemslib's, sha256sum's and OpenSSL's for this key.</summary>
    [Fact]
    public void Read_AKey_HasTheNamesThatOthersGiveIt()
    {
        var key = PublicKey.Read(Pem, out var fault)!;

        Assert.Null(fault);
        Assert.Equal(Pem, key.Pem);
        Assert.Equal("b60729fdaf1efa1cf5917149828969d9cb9dfc0d99a0e912e0aa2820992ac229", key.KeyId);
        Assert.Equal("3510c321d6cd5d9e69141f1d03dbaad5b8d41de73bc4f9e9b11057f907970c2c", key.Hint);
        Assert.Equal("400A0E3F", Convert.ToHexString(key.NoteId));
    }

    [Fact]
    public void Read_OtherLineEndsAndNoNewline_IsTheSameKey()
    {
        Assert.Equal(Pem, PublicKey.Read(Pem.TrimEnd(), out _)!.Pem);
        Assert.Equal(Pem, PublicKey.Read(Pem.ReplaceLineEndings("\r\n"), out _)!.Pem);
        Assert.Equal(Pem, PublicKey.Read("a comment\n" + Pem, out _)!.Pem);
    }

    [Fact]
    public void Read_AnythingElse_IsRefusedWithItsReason()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        Assert.Contains("is not PEM", Fault(""), StringComparison.Ordinal);
        Assert.Contains("is not PEM", Fault(Pem.Replace("-----END", "", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("private key", Fault(KeyPair.Generate().PrivatePem), StringComparison.Ordinal);
        Assert.Contains("P384", Fault(p384.ExportSubjectPublicKeyInfoPem()), StringComparison.Ordinal);
        Assert.Contains("not a public key for ECDSA", Fault(rsa.ExportSubjectPublicKeyInfoPem()), StringComparison.Ordinal);
        Assert.Contains("several", Fault(Pem + Pem), StringComparison.Ordinal);
        Assert.Contains("'CERTIFICATE'", Fault(PemEncoding.WriteString("CERTIFICATE", [1, 2, 3])), StringComparison.Ordinal);
        Assert.Contains("not a public key for ECDSA", Fault(PemEncoding.WriteString("PUBLIC KEY", [1, 2, 3])), StringComparison.Ordinal);
    }

    private static string Fault(string pem)
    {
        Assert.Null(PublicKey.Read(pem, out var fault));
        return fault!;
    }
}
