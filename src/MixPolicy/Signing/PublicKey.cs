using System.Security.Cryptography;
using System.Text;

namespace MixPolicy.Signing;

/// <summary>A public key of the one kind that every verifier takes: ECDSA on P-256. Immutable and thread-safe.</summary>
internal sealed class PublicKey
{
    /// <summary>The curve's object identifier.</summary>
    public const string P256 = "1.2.840.10045.3.1.7";

    private readonly byte[] _info;

    private PublicKey(ECDsa key)
    {
        _info = key.ExportSubjectPublicKeyInfo();
        Pem = key.ExportSubjectPublicKeyInfoPem().ReplaceLineEndings("\n") + "\n";
        Hint = Sha256(Pem);

        // securesystemslib's: members by name, nothing but the value's own line ends between.
        KeyId = Sha256($$$"""{"keytype":"ecdsa","keyval":{"public":"{{{Pem}}}"},"scheme":"ecdsa-sha2-nistp256"}""");
    }

    /// <summary>SubjectPublicKeyInfo in PEM, with the newline at the end that .NET leaves out and OpenSSL, Python and Go write.</summary>
    public string Pem { get; }

    /// <summary>What names the key in a sigstore bundle, as model_signing wants it: SHA-256 of <see cref="Pem"/>, lower-case hex.</summary>
    public string Hint { get; }

    /// <summary>What names the key in an envelope, as securesystemslib wants it; lower-case hex.</summary>
    public string KeyId { get; }

    /// <summary>What names the key in a signed note: the first four bytes of the SHA-256 of the SubjectPublicKeyInfo.</summary>
    public byte[] NoteId => SHA256.HashData(_info)[..4];

    /// <summary>Reads one; null when it is none.</summary>
    /// <param name="pem">A SubjectPublicKeyInfo in PEM, and nothing else in PEM.</param>
    /// <param name="fault">What is wrong, as the end of a sentence that starts with the key; null when nothing is.</param>
    public static PublicKey? Read(string pem, out string? fault)
    {
        var blocks = PemBlock.All(pem);
        fault = blocks switch
        {
            [] => "is not PEM: it has no block that begins with -----BEGIN PUBLIC KEY-----",
            [{ Label: "PUBLIC KEY" }] => null,
            [var one] when one.Label.Contains("PRIVATE", StringComparison.Ordinal) => "is a private key: give the public one, and keep this one to yourself",
            [var one] => $"is PEM of the kind '{Policies.Shown.Short(one.Label)}', not 'PUBLIC KEY'",
            _ => "has several PEM blocks: give one public key",
        };
        return fault is null ? Import(blocks[0].Der, out fault) : null;
    }

    /// <summary>The public half of a key.</summary>
    public static PublicKey Of(ECDsa key) => new(key);

    /// <summary>Null when the key is on the curve P-256; else what it is instead, as the end of a sentence that starts with the key.</summary>
    public static string? CurveFault(ECDsa key)
    {
        var curve = key.ExportParameters(includePrivateParameters: false).Curve;
        if (curve.IsNamed && curve.Oid.Value == P256) return null;
        return $"is on the curve {(curve.IsNamed ? curve.Oid.FriendlyName ?? curve.Oid.Value : "of its own parameters")}, not on P-256 (prime256v1), the one that every verifier takes";
    }

    /// <summary>Whether a signature in DER is of this key, over these bytes.</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => Verifies(data, signature, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Whether it would be one of this key if it were in DER, and not r and s side by side.</summary>
    public bool VerifiesUnframed(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        signature.Length == 64 && Verifies(data, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private static PublicKey? Import(byte[] info, out string? fault)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(info, out var read);
            fault = read == info.Length ? CurveFault(key) : "has bytes after its end";
            return fault is null ? new PublicKey(key) : null;
        }
        catch (CryptographicException)
        {
            fault = "is not a public key for ECDSA on P-256";
            return null;
        }
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, DSASignatureFormat format)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_info, out _);
        try
        {
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, format);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
