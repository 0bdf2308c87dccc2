using System.Globalization;
using System.Text;
using MixPolicy.Lineage;

namespace MixPolicy.Signing;

/// <summary>
/// The ledger's head for those who follow it: a checkpoint (C2SP tlog-checkpoint), signed, if it is, as a note (C2SP signed-note, type 2: ECDSA).
/// At most one signature, so that a checkpoint has one form. Immutable.
/// </summary>
/// <param name="Origin">Whose ledger: <c>mixpolicy/&lt;policy name&gt;</c>.</param>
/// <param name="Records">Leaves.</param>
/// <param name="Root">Root over them, lower-case hex.</param>
/// <param name="Signature">Key id and signature; null when unsigned.</param>
internal sealed record Checkpoint(string Origin, long Records, string Root, byte[]? Signature)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "ledger.checkpoint";

    private const string Unlike = "is not a checkpoint: an origin, a number of records, a root in base64, an empty line, and at most one signature";
    private const int RootBytes = 32;
    private const int KeyIdBytes = 4;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What is signed: the lines before the empty one.</summary>
    public byte[] Body => Utf8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{Origin}\n{Records}\n{Convert.ToBase64String(Convert.FromHexString(Root))}\n"));

    /// <summary>The ledger that a report speaks of, unsigned.</summary>
    /// <exception cref="InvalidDataException">The report does not say; the message is the end of a sentence that starts with the report.</exception>
    public static Checkpoint Of(LineageDocument lineage)
    {
        try
        {
            var ledger = lineage.Report.GetProperty("ledger");
            var name = lineage.Report.GetProperty("policy").GetProperty("name").GetString();
            return new Checkpoint($"mixpolicy/{name}", ledger.GetProperty("records").GetInt64(), ledger.GetProperty("root").GetString()!, null);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException("does not say what its ledger is", e);
        }
    }

    /// <summary>Reads one; null when it is none.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="fault">What is wrong, as the end of a sentence that starts with the checkpoint; null when nothing is.</param>
    public static Checkpoint? Read(byte[] bytes, out string? fault)
    {
        fault = Unlike;
        try
        {
            if (Parse(Utf8.GetString(bytes).Split('\n')) is not { } read || !read.Write().AsSpan().SequenceEqual(bytes)) return null;
            fault = null;
            return read;
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The file's bytes.</summary>
    public byte[] Write() => Signature is null
        ? [.. Body, (byte)'\n']
        : [.. Body, (byte)'\n', .. Utf8.GetBytes($"— {Origin} {Convert.ToBase64String(Signature)}\n")];

    /// <summary>Signs it.</summary>
    /// <exception cref="SigningException">There is no signature, or it is not of the key.</exception>
    public Checkpoint Sign(CheckedSigner signer) => this with { Signature = [.. signer.Key.NoteId, .. signer.Sign(Body)] };

    /// <summary>Verifies the signature: null, or the fault as the end of a sentence that starts with the checkpoint.</summary>
    public string? SignatureFault(string publicKeyPem)
    {
        if (PublicKey.Read(publicKeyPem, out var fault) is not { } key) return $"cannot be verified: the public key {fault}";
        if (Signature is null) return "is not signed";
        if (!Signature.AsSpan(0, KeyIdBytes).SequenceEqual(key.NoteId)) return "is signed with another key";
        return key.Verifies(Body, Signature.AsSpan(KeyIdBytes)) ? null : "has a signature that is not the given key's over its lines";
    }

    private static Checkpoint? Parse(string[] lines)
    {
        if (lines is not [{ Length: > 0 } origin, var records, var root, "", .. var rest]) return null;
        var hash = Convert.FromBase64String(root);
        if (hash.Length != RootBytes) return null;
        var read = new Checkpoint(origin, long.Parse(records, NumberStyles.None, CultureInfo.InvariantCulture), Convert.ToHexStringLower(hash), null);
        if (rest is [""]) return read;
        var head = $"— {origin} ";
        if (rest is not [var line, ""] || !line.StartsWith(head, StringComparison.Ordinal)) return null;
        var signature = Convert.FromBase64String(line[head.Length..]);
        return signature.Length > KeyIdBytes ? read with { Signature = signature } : null;
    }
}
