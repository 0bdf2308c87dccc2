using System.Security.Cryptography;
using MixPolicy.Signing;

namespace MixPolicy.Tests.Signing;

public sealed class PemSignerTests
{
    [Fact]
    public void Read_EveryFormOfAKey_SignsForItsPublicHalf()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = PemEncoding.WriteString("EC PARAMETERS", Convert.FromHexString("06082a8648ce3d030107"));
        string[] forms =
        [
            key.ExportPkcs8PrivateKeyPem(), key.ExportECPrivateKeyPem(), parameters + "\n" + key.ExportECPrivateKeyPem(),
            key.ExportPkcs8PrivateKeyPem().ReplaceLineEndings("\r\n") + "\r\n",
        ];
        foreach (var form in forms)
        {
            using var signer = PemSigner.Read(form, out var fault);
            Assert.Null(fault);
            Assert.Equal(key.ExportSubjectPublicKeyInfoPem() + "\n", signer!.PublicKeyPem);
            Assert.True(key.VerifyData("data"u8, signer.Sign("data"u8), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }
    }

    [Fact]
    public void Read_AnythingElse_IsRefusedWithItsReasonAndNeverShown()
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var p521 = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        using var rsa = RSA.Create(2048);
        var whole = p256.ExportPkcs8PrivateKeyPem();
        var encrypted = p256.ExportEncryptedPkcs8PrivateKeyPem("word", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1));
        Refused("is not PEM", "");
        Refused("is not PEM", "secret-token");
        Refused("is not PEM", whole[..^10]);
        Refused("is not PEM", whole.ReplaceLineEndings("\\n"));
        Refused("encrypted", encrypted);
        Refused("encrypted", "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n");
        Refused("is public", p256.ExportSubjectPublicKeyInfoPem());
        Refused("P384", p384.ExportPkcs8PrivateKeyPem());
        Refused("P384", p384.ExportECPrivateKeyPem());
        Refused("P521", p521.ExportPkcs8PrivateKeyPem());
        Refused("not an EC key", rsa.ExportRSAPrivateKeyPem());
        Refused("not an EC key", rsa.ExportPkcs8PrivateKeyPem());
        Refused("several", whole + "\n" + whole);
        Refused("not an EC key, or is damaged", PemEncoding.WriteString("PRIVATE KEY", [1, 2, 3]));
        Refused("OpenSSH", PemEncoding.WriteString("OPENSSH PRIVATE KEY", [1, 2, 3]));
    }

    [Fact]
    public void KeyPair_Shown_DoesNotShowItsPrivateHalf()
    {
        var pair = KeyPair.Generate();
        Assert.DoesNotContain("PRIVATE", pair.ToString(), StringComparison.Ordinal);
        Assert.Contains(pair.KeyId, pair.ToString(), StringComparison.Ordinal);
    }

    private static void Refused(string reason, string pem)
    {
        Assert.Null(PemSigner.Read(pem, out var fault));
        Assert.Contains(reason, fault, StringComparison.Ordinal);
        foreach (var line in pem.Split('\n').Where(l => l.Length > 10 && !l.StartsWith('-')))
            Assert.DoesNotContain(line.Trim(), fault, StringComparison.Ordinal);
    }
}
