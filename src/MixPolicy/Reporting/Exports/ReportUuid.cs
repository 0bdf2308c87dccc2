using System.Security.Cryptography;
using System.Text;

namespace MixPolicy.Reporting.Exports;

/// <summary>Identifiers that follow from what they name: the same everywhere, and never drawn.</summary>
internal static class ReportUuid
{
    /// <summary>A UUID of version 8 (RFC 9562): the first bits of SHA-256 over a purpose and what is named.</summary>
    /// <param name="purpose">What the identifier is for; other purposes give other identifiers.</param>
    /// <param name="of">What it names.</param>
    public static string Of(string purpose, ReadOnlySpan<byte> of)
    {
        var bytes = SHA256.HashData([.. Encoding.UTF8.GetBytes($"mixpolicy {purpose}\n"), .. of]).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <summary>The same for a name.</summary>
    public static string Of(string purpose, string name) => Of(purpose, Encoding.UTF8.GetBytes(name));
}
