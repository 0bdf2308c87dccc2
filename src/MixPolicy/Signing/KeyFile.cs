using System.Text;
using MixPolicy.Diagnostics;

namespace MixPolicy.Signing;

/// <summary>Reads the keys that hosts are given. Thread-safe.</summary>
public static class KeyFile
{
    /// <summary>The variable that may have a private key in PEM. A host reads it: nothing here does.</summary>
    public const string Variable = "MIXPOLICY_SIGNING_KEY";

    private const int MaxBytes = 1 << 16;
    private const string AKey = "make a key with 'dotnet mixpolicy keygen', or give one for ECDSA on P-256 in PEM, not encrypted";

    /// <summary>The text of a key's file.</summary>
    /// <param name="file">As the user wrote it; messages show it so.</param>
    /// <param name="directory">Absolute folder that relative paths are counted from.</param>
    /// <param name="code">Code of the refusal.</param>
    /// <param name="remedy">What mends it.</param>
    /// <param name="refusal">Why there is none; null when there is one.</param>
    /// <returns>Null when it cannot be read.</returns>
    public static string? Text(string file, string directory, string code, string remedy, out Diagnostic? refusal)
    {
        string fault;
        try
        {
            using var stream = new FileStream(Path.GetFullPath(file, directory), FileMode.Open, FileAccess.Read);
            var bytes = new byte[MaxBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            refusal = null;
            if (length <= MaxBytes) return Encoding.UTF8.GetString(bytes, 0, length);
            fault = $"is larger than {MaxBytes} bytes: no key is";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            fault = $"cannot be read: {e.Message}";
        }

        refusal = new Diagnostic(code, Severity.Error, new Place(file), $"the key file {fault}", [remedy]);
        return null;
    }

    /// <summary>The signer of a private key.</summary>
    /// <param name="file">The key's file, as the user wrote it; null for the key in the variable.</param>
    /// <param name="directory">Absolute folder that relative paths are counted from.</param>
    /// <param name="variable">What <see cref="Variable"/> says; null when it is not set.</param>
    /// <param name="refusal">Why there is none; null when there is one, or none was given.</param>
    /// <returns>A signer to dispose; null when there is none.</returns>
    public static PemSigner? Signer(string? file, string directory, string? variable, out Diagnostic? refusal)
    {
        refusal = null;
        var text = file is null ? variable : Text(file, directory, Codes.SigningKeyRefused, AKey, out refusal);
        if (text is null) return null;
        if (PemSigner.Read(text, out var fault) is { } signer) return signer;
        refusal = new Diagnostic(Codes.SigningKeyRefused, Severity.Error, new Place(file ?? Variable), $"the signing key {(file is null ? $"in {Variable} " : "")}{fault}", [AKey]);
        return null;
    }
}
