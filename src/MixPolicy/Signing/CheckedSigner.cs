using System.Security.Cryptography;
using MixPolicy.Diagnostics;

namespace MixPolicy.Signing;

/// <summary>A signer whose every signature is verified before anybody sees it. Not thread-safe.</summary>
internal sealed class CheckedSigner
{
    private readonly ISigner _signer;

    private CheckedSigner(ISigner signer, PublicKey key) => (_signer, Key) = (signer, key);

    /// <summary>The public key.</summary>
    public PublicKey Key { get; }

    /// <summary>Takes a host's signer.</summary>
    /// <exception cref="SigningException">Its public key is none.</exception>
    public static CheckedSigner Of(ISigner signer) => PublicKey.Read(signer.PublicKeyPem, out var fault) is { } key
        ? new CheckedSigner(signer, key)
        : throw new SigningException(Codes.PublicKeyRefused, $"the signer's public key {fault}", "give the public key that belongs to the signing key: ECDSA on P-256, in PEM");

    /// <summary>Signs: a signature in DER that is known to be of the key.</summary>
    /// <exception cref="SigningException">There is none.</exception>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        byte[] signature;
        try
        {
            signature = _signer.Sign(data);
        }
        catch (CryptographicException)
        {
            throw new SigningException("the key cannot sign");
        }

        if (Key.Verifies(data, signature)) return signature;
        throw new SigningException(
            Codes.SignatureWrong,
            Key.VerifiesUnframed(data, signature)
                ? "the signature is r and s side by side (IEEE P1363, 64 bytes): verifiers take DER only"
                : $"the signature that came back ({signature.Length} bytes) is not one of the public key (key id {Key.KeyId}) over the bytes that were to be signed",
            "have the command sign with ECDSA P-256 over the SHA-256 of its input and answer in DER, and give the public key that belongs to its key");
    }
}
