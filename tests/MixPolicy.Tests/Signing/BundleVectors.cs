using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MixPolicy.Signing;

namespace MixPolicy.Tests.Signing;

/// <summary>A bundle that must be refused.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Bundle">Its bytes.</param>
/// <param name="Fault">A part of what we say of it.</param>
/// <param name="Elsewhere">False where sigstore-js lets it pass: it looks at less.</param>
internal sealed record BundleVector(string Name, byte[] Bundle, string Fault, bool Elsewhere = true)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Every way in which a bundle can be wrong that is known of: the formats' own, and those that other verifiers were found to let pass.</summary>
internal static class BundleVectors
{
    /// <summary>Bundles over a statement, each wrong in one way.</summary>
    public static IReadOnlyList<BundleVector> All(byte[] statement, ISigner signer)
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var (good, key) = (SigstoreBundle.Sign(statement, signer.Checked()), signer.Checked().Key);
        var signed = DsseEnvelope.PreAuthentication(statement);
        var der = signer.Sign(signed);
        return
        [
            new("empty file", [], "is empty"),
            new("no JSON", "{"u8.ToArray(), "is not JSON"),
            new("not an object", "[]"u8.ToArray(), "not in the form"),
            new("P1363", SigstoreBundle.Write(statement, Unframed(der), key), "P1363"),
            new("P-384 with SHA-384", SigstoreBundle.Write(statement, TestKeys.SignWith(p384, signed, HashAlgorithmName.SHA384), key), "not the given key's"),
            new("without pre-authentication", SigstoreBundle.Write(statement, signer.Sign(statement), key), "not the given key's"),
            new("another payload", SigstoreBundle.Write(Flipped(statement), der, key), "not the given key's"),
            new("another key", SigstoreBundle.Write(statement, TestKeys.New().Sign(signed), key), "not the given key's"),
            new("empty signature", SigstoreBundle.Write(statement, [], key), "not the given key's"),
            new("bytes after the signature", SigstoreBundle.Write(statement, [.. der, 0], key), "not the given key's"),
            Edit("another payloadType", b => b["dsseEnvelope"]!["payloadType"] = "application/vnd.in-toto.provenance+json", "payload of the type"),
            Edit("no payloadType", b => b["dsseEnvelope"]!.AsObject().Remove("payloadType"), "payload of the type"),
            Edit("two signatures", b => Signatures(b).Add(Signatures(b)[0]!.DeepClone()), "has 2 signatures"),
            Edit("no signature", b => Signatures(b).Clear(), "has no signature"),
            Edit("no signatures", b => b["dsseEnvelope"]!.AsObject().Remove("signatures"), "has no signatures"),
            Edit("no verificationMaterial", b => b.AsObject().Remove("verificationMaterial"), "has no verificationMaterial"),
            Edit("no publicKey", b => b["verificationMaterial"]!.AsObject().Remove("publicKey"), "plain public key"),
            Edit("no envelope", b => b.AsObject().Remove("dsseEnvelope"), "has no envelope"),
            Edit("unknown mediaType", b => b["mediaType"] = "application/vnd.dev.sigstore.bundle.v9+json", "is of the type"),
            Edit("no mediaType", b => b.AsObject().Remove("mediaType"), "is of the type"),
            Edit("payload that is no base64", b => b["dsseEnvelope"]!["payload"] = "*", "not in the form", elsewhere: true),
            Edit("mediaType v0.2", b => b["mediaType"] = "application/vnd.dev.sigstore.bundle+json;version=0.2", "is of the type", elsewhere: false),
            Edit("no tlogEntries", b => b["verificationMaterial"]!.AsObject().Remove("tlogEntries"), "one form", elsewhere: false),
            Edit("another keyid", b => Signatures(b)[0]!["keyid"] = "00", "another key", elsewhere: false),
            Edit("no keyid", b => Signatures(b)[0]!.AsObject().Remove("keyid"), "another key", elsewhere: false),
            Edit("URL-safe base64", b => b["dsseEnvelope"]!["payload"] = UrlSafe(b["dsseEnvelope"]!["payload"]!.GetValue<string>()), "form", elsewhere: false),
            Edit("another layout", _ => { }, "one form", elsewhere: false),
            Edit("hint of the PEM without its newline", b => b["verificationMaterial"]!["publicKey"]!["hint"] = HintWithoutNewline(key.Pem), "is of another key", elsewhere: false),
            new("the same member twice", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(good).Replace("\"dsseEnvelope\"", "\"mediaType\": \"x\",\n  \"dsseEnvelope\"", StringComparison.Ordinal)), "is not JSON"),
            new("bytes at the end", [.. good, (byte)'\n'], "one form", Elsewhere: false),
        ];

        BundleVector Edit(string name, Action<JsonNode> edit, string fault, bool elsewhere = true)
        {
            var bundle = JsonNode.Parse(good)!;
            edit(bundle);
            return new(name, Encoding.UTF8.GetBytes(bundle.ToJsonString()), fault, elsewhere);
        }
    }

    private static JsonArray Signatures(JsonNode bundle) => bundle["dsseEnvelope"]!["signatures"]!.AsArray();

    private static string UrlSafe(string base64) => base64.Replace('+', '-').Replace('/', '_').TrimEnd('=');

    private static string HintWithoutNewline(string pem) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pem.TrimEnd('\n'))));

    private static byte[] Flipped(byte[] bytes)
    {
        var other = (byte[])bytes.Clone();
        other[^2] ^= 1;
        return other;
    }

    /// <summary>r and s of a DER signature, 32 bytes each.</summary>
    private static byte[] Unframed(byte[] der)
    {
        var reader = new System.Formats.Asn1.AsnReader(der, System.Formats.Asn1.AsnEncodingRules.DER).ReadSequence();
        return [.. new[] { reader.ReadInteger(), reader.ReadInteger() }.SelectMany(n =>
        {
            var bytes = n.ToByteArray(isUnsigned: true, isBigEndian: true);
            return new byte[32 - bytes.Length].Concat(bytes);
        })];
    }
}
