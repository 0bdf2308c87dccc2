using System.Security.Cryptography;
using MixPolicy.Signing;

namespace MixPolicy.Tests.Signing;

/// <summary>Keys that the tests sign with, drawn anew each time.</summary>
internal static class TestKeys
{
    /// <summary>A new key's signer.</summary>
    public static PemSigner New() => PemSigner.Read(KeyPair.Generate().PrivatePem, out _)!;

    /// <summary>A checked signer.</summary>
    public static CheckedSigner Checked(this ISigner signer) => CheckedSigner.Of(signer);

    /// <summary>A signer that signs as it is told.</summary>
    public static ISigner Lying(string publicKeyPem, Func<byte[], byte[]> sign) => new Told(publicKeyPem, sign);

    /// <summary>Signs with a raw key.</summary>
    public static byte[] SignWith(ECDsa key, byte[] data, HashAlgorithmName hash, DSASignatureFormat format = DSASignatureFormat.Rfc3279DerSequence) =>
        key.SignData(data, hash, format);

    private sealed class Told(string publicKeyPem, Func<byte[], byte[]> sign) : ISigner
    {
        public string PublicKeyPem => publicKeyPem;

        public byte[] Sign(ReadOnlySpan<byte> data) => sign(data.ToArray());
    }
}
