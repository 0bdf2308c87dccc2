using System.Buffers.Text;
using System.Text.Json;
using MixPolicy.Policies;

namespace MixPolicy.Signing;

/// <summary>A sigstore bundle as it was read, believed in nothing yet.</summary>
/// <param name="Hint">What it says of the key.</param>
/// <param name="KeyId">What its signature says of the key.</param>
/// <param name="Payload">What was signed.</param>
/// <param name="Signature">The signature's bytes.</param>
internal sealed record ReadBundle(string Hint, string KeyId, byte[] Payload, byte[] Signature)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads one; null when it is not a bundle of ours.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="fault">What is wrong, as the end of a sentence that starts with the bundle; null when nothing is.</param>
    public static ReadBundle? Of(byte[] bytes, out string? fault)
    {
        if (bytes.Length == 0)
        {
            fault = "is empty";
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(bytes, Strict);
            return Of(json.RootElement, out fault);
        }
        catch (JsonException)
        {
            fault = "is not JSON";
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            fault = "is not in the form of a sigstore bundle";
        }

        return null;
    }

    private static ReadBundle? Of(JsonElement bundle, out string? fault)
    {
        var media = Text(bundle, "mediaType");
        if (!bundle.TryGetProperty("dsseEnvelope", out var envelope)) fault = "has no envelope (dsseEnvelope)";
        else if (media != SigstoreBundle.MediaType) fault = $"is of the type {Shown.Quote(media)}, not {SigstoreBundle.MediaType}";
        else if (!bundle.TryGetProperty("verificationMaterial", out var material)) fault = "has no verificationMaterial";
        else if (!material.TryGetProperty("publicKey", out var key)) fault = "is not signed with a plain public key";
        else if (Text(envelope, "payloadType") is var type && type != DsseEnvelope.PayloadType) fault = $"has a payload of the type {Shown.Quote(type)}, not {DsseEnvelope.PayloadType}";
        else if (!envelope.TryGetProperty("signatures", out var signatures)) fault = "has no signatures";
        else if (signatures.GetArrayLength() is var count && count != 1) fault = $"has {(count == 0 ? "no signature" : $"{count} signatures")}: it must have exactly one";
        else
        {
            fault = null;
            return new ReadBundle(Text(key, "hint"), Text(signatures[0], "keyid"), Bytes(envelope, "payload"), Bytes(signatures[0], "sig"));
        }

        return null;
    }

    private static string Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static byte[] Bytes(JsonElement from, string name) =>
        Text(from, name) is var text && Base64.IsValid(text) ? Convert.FromBase64String(text) : throw new FormatException();
}
