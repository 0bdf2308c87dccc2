using System.Text.Encodings.Web;
using System.Text.Json;
using MixPolicy.Lineage;

namespace MixPolicy.Signing;

/// <summary>
/// Writes a sigstore bundle v0.3 around a signed statement: a plain public key, no certificate, no log. It has one form, so that a bundle can be rendered
/// again from what it says and compared byte for byte.
/// </summary>
internal static class SigstoreBundle
{
    /// <summary>Version of the bundle's form.</summary>
    public const string MediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

    // With their plus as it is, so that a search for a type finds it.
    private static readonly JsonEncodedText Media = JsonEncodedText.Encode(MediaType, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
    private static readonly JsonEncodedText Payload = JsonEncodedText.Encode(DsseEnvelope.PayloadType, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>Signs a statement.</summary>
    /// <exception cref="SigningException">There is no signature, or it is not of the key.</exception>
    public static byte[] Sign(ReadOnlySpan<byte> statement, CheckedSigner signer) =>
        Write(statement, signer.Sign(DsseEnvelope.PreAuthentication(statement)), signer.Key);

    /// <summary>The bundle's bytes.</summary>
    public static byte[] Write(ReadOnlySpan<byte> statement, byte[] signature, PublicKey key)
    {
        var payload = statement.ToArray();
        return CanonicalJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("mediaType", Media);
            json.WriteStartObject("verificationMaterial");
            json.WriteStartObject("publicKey");
            json.WriteString("hint", key.Hint);
            json.WriteEndObject();
            json.WriteStartArray("tlogEntries");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("dsseEnvelope");
            json.WriteBase64String("payload", payload);
            json.WriteString("payloadType", Payload);
            json.WriteStartArray("signatures");
            json.WriteStartObject();
            json.WriteString("keyid", key.KeyId);
            json.WriteBase64String("sig", signature);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }
}
