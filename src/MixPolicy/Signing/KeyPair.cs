using System.Security.Cryptography;

namespace MixPolicy.Signing;

/// <summary>A new key for signing. The private half is in the clear: whoever holds it writes it where only its owner reads.</summary>
/// <param name="PrivatePem">PKCS#8 in PEM, with a newline at the end.</param>
/// <param name="PublicPem">SubjectPublicKeyInfo in PEM, with a newline at the end.</param>
/// <param name="KeyId">What names it in an envelope.</param>
/// <param name="Hint">What names it in a bundle: SHA-256 of <paramref name="PublicPem"/>, lower-case hex.</param>
public sealed record KeyPair(string PrivatePem, string PublicPem, string KeyId, string Hint)
{
    /// <summary>Draws one from the system's source of randomness.</summary>
    public static KeyPair Generate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var half = PublicKey.Of(key);
        return new KeyPair(key.ExportPkcs8PrivateKeyPem().ReplaceLineEndings("\n") + "\n", half.Pem, half.KeyId, half.Hint);
    }

    /// <summary>Says nothing of the private half.</summary>
    public override string ToString() => $"KeyPair {KeyId}";
}
