namespace MixPolicy.Signing;

/// <summary>A key that signs outputs: ECDSA over P-256 with SHA-256. Where the key is, in a file or in a module that never lets it out, is its own affair.</summary>
public interface ISigner
{
    /// <summary>The public key: a SubjectPublicKeyInfo in PEM.</summary>
    string PublicKeyPem { get; }

    /// <summary>Signs. What comes back is verified against <see cref="PublicKeyPem"/> before anything is written.</summary>
    /// <param name="data">The bytes to sign, not their digest.</param>
    /// <returns>The signature in DER: a SEQUENCE of r and s.</returns>
    /// <exception cref="SigningException">There is no signature to be had.</exception>
    byte[] Sign(ReadOnlySpan<byte> data);
}
