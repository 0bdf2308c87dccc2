using System.Text.Json;
using MixPolicy.Lineage;
using MixPolicy.Policies;

namespace MixPolicy.Signing;

/// <summary>Verifies bundles. Nothing of a bundle is let pass that is not in the one form that is written here: not a bit of it can change unseen.</summary>
internal static class BundleVerifier
{
    /// <summary>Verifies the bundle beside a statement.</summary>
    /// <param name="statement">The bytes of <c>statement.json</c>. That they follow from the report is another check.</param>
    /// <param name="bundle">The bytes of <c>statement.sigstore.json</c>.</param>
    /// <param name="publicKeyPem">The key that must have signed.</param>
    /// <returns>Null, or the fault as the end of a sentence that starts with the bundle.</returns>
    public static string? Fault(byte[] statement, byte[] bundle, string publicKeyPem)
    {
        if (Open(bundle, publicKeyPem, out var fault) is not { } payload) return fault;
        var same = payload.AsSpan().CommonPrefixLength(statement);
        if (same < payload.Length || same < statement.Length) return $"signs another statement than {StatementWriter.FileName}: they differ from byte {same} on";
        return TypeFault(payload, StatementWriter.PredicateType);
    }

    /// <summary>What a bundle signs; null when it is no bundle of this key, in the one form.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="publicKeyPem">The key that must have signed.</param>
    /// <param name="fault">The fault as the end of a sentence that starts with the bundle.</param>
    public static byte[]? Open(byte[] bundle, string publicKeyPem, out string? fault)
    {
        if (PublicKey.Read(publicKeyPem, out var keyFault) is not { } key)
        {
            fault = $"cannot be verified: the public key {keyFault}";
            return null;
        }

        if (ReadBundle.Of(bundle, out fault) is not { } read) return null;
        fault = Fault(read, bundle, key);
        return fault is null ? read.Payload : null;
    }

    /// <summary>What a signed payload says that it is, if that is not what it must be.</summary>
    public static string? TypeFault(byte[] payload, string predicateType)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            var type = json.RootElement.GetProperty("_type").GetString();
            if (type != StatementWriter.StatementType) return $"signs something of the type {Shown.Quote(type ?? "")}, not {StatementWriter.StatementType}";
            var predicate = json.RootElement.GetProperty("predicateType").GetString();
            return predicate == predicateType ? null : $"signs a predicate of the type {Shown.Quote(predicate ?? "")}, not {predicateType}";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return "signs something that is not a statement";
        }
    }

    private static string? Fault(ReadBundle read, byte[] bundle, PublicKey key)
    {
        if (read.Hint != key.Hint) return $"is of another key: its hint is {Shown.Quote(read.Hint)}, the given key's is {key.Hint}";
        if (read.KeyId != key.KeyId) return $"names another key in its signature: {Shown.Quote(read.KeyId)}, and the given key's id is {key.KeyId}";
        var signed = DsseEnvelope.PreAuthentication(read.Payload);
        if (key.VerifiesUnframed(signed, read.Signature)) return "has a signature that is r and s side by side (IEEE P1363): it must be DER";
        if (!key.Verifies(signed, read.Signature)) return "has a signature that is not the given key's over its payload";
        var rendered = SigstoreBundle.Write(read.Payload, read.Signature, key).AsSpan();
        return rendered.SequenceEqual(bundle) ? null : $"is not in the one form that bundles are written in, from byte {rendered.CommonPrefixLength(bundle)} on";
    }
}
