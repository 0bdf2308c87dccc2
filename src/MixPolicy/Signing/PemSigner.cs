using System.Security.Cryptography;

namespace MixPolicy.Signing;

/// <summary>Signs with a private key from PEM text: PKCS#8 or SEC1, on P-256, not encrypted. Not thread-safe.</summary>
public sealed class PemSigner : ISigner, IDisposable
{
    private readonly ECDsa _key;

    private PemSigner(ECDsa key) => (_key, PublicKeyPem) = (key, PublicKey.Of(key).Pem);

    /// <inheritdoc/>
    public string PublicKeyPem { get; }

    /// <summary>Reads a private key; null when it is refused. What is said of it never shows it.</summary>
    /// <param name="pem">The text; a block <c>EC PARAMETERS</c>, as OpenSSL writes it, may stand before the key.</param>
    /// <param name="fault">What is wrong, as the end of a sentence that starts with the key; null when nothing is.</param>
    public static PemSigner? Read(string pem, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(pem);
        var blocks = PemBlock.All(pem).Where(b => b.Label != "EC PARAMETERS").ToArray();
        try
        {
            fault = Fault(blocks, pem);
            return fault is null ? Import(blocks[0], out fault) : null;
        }
        finally
        {
            foreach (var block in blocks) CryptographicOperations.ZeroMemory(block.Der);
        }
    }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> data) => _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static string? Fault(PemBlock[] blocks, string pem) => blocks switch
    {
        [{ Label: "PRIVATE KEY" or "EC PRIVATE KEY" }] => null,
        [{ Label: "ENCRYPTED PRIVATE KEY" }] => "is encrypted: decrypt it (openssl pkey) or sign with a command that can",
        [] when pem.Contains("Proc-Type:", StringComparison.Ordinal) => "is encrypted: decrypt it (openssl ec) or sign with a command that can",
        [] => "is not PEM: it has no whole block that begins with -----BEGIN PRIVATE KEY-----",
        [{ Label: "PUBLIC KEY" or "CERTIFICATE" }] => "is public: signing takes the private key",
        [{ Label: "OPENSSH PRIVATE KEY" }] => "is in OpenSSH's own form: write it as PKCS#8 (ssh-keygen -p -m PKCS8)",
        [{ Label: "RSA PRIVATE KEY" or "DSA PRIVATE KEY" }] => "is not an EC key: signing takes ECDSA on P-256",
        [var one] => $"is PEM of the kind '{Policies.Shown.Short(one.Label)}', not 'PRIVATE KEY' or 'EC PRIVATE KEY'",
        _ => "has several PEM blocks: give one private key",
    };

    private static PemSigner? Import(PemBlock block, out string? fault)
    {
        var key = ECDsa.Create();
        try
        {
            int read;
            if (block.Label == "PRIVATE KEY") key.ImportPkcs8PrivateKey(block.Der, out read);
            else key.ImportECPrivateKey(block.Der, out read);
            fault = read == block.Der.Length ? PublicKey.CurveFault(key) : "has bytes after its end";
            if (fault is null) return new PemSigner(key);
        }
        catch (CryptographicException)
        {
            fault = "is not an EC key, or is damaged: signing takes ECDSA on P-256";
        }

        key.Dispose();
        return null;
    }
}
