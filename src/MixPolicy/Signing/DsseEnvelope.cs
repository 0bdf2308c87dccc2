using System.Globalization;
using System.Text;

namespace MixPolicy.Signing;

/// <summary>What an envelope of DSSE v1 signs: the payload with its type and the lengths of both, so that neither can be taken for the other.</summary>
internal static class DsseEnvelope
{
    /// <summary>The type of every payload here: an in-toto Statement.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    /// <summary>The pre-authentication encoding: <c>DSSEv1 LEN(type) type LEN(payload) payload</c>, lengths in bytes and in decimal.</summary>
    public static byte[] PreAuthentication(string type, ReadOnlySpan<byte> payload)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {Encoding.UTF8.GetByteCount(type)} {type} {payload.Length} ");
        return [.. Encoding.UTF8.GetBytes(head), .. payload];
    }

    /// <summary>What is signed of a statement.</summary>
    public static byte[] PreAuthentication(ReadOnlySpan<byte> statement) => PreAuthentication(PayloadType, statement);
}
