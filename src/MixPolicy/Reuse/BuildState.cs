using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MixPolicy.Reuse;

/// <summary>
/// What a build leaves for the next: what it was made of, what it put in place, and what it said. Persisted as one line,
/// <c>mixpolicy-state/1</c> and the SHA-256 of the rest, and then JSON in UTF-8. No path in it is absolute.
/// </summary>
/// <param name="Key">See <see cref="BuildKey"/>.</param>
/// <param name="Signer">Whose signature the outputs have, see <see cref="BuildMemory"/>; null when they have none.</param>
/// <param name="Inputs">The files of the sources, in the order in which they resolve, and then what else was read.</param>
/// <param name="Others">How many of them are no source's.</param>
/// <param name="Outputs">The files put in place, in that order.</param>
/// <param name="Absent">Names that the build saw to it are not in the folder.</param>
/// <param name="Said">What it said.</param>
internal sealed record BuildState(
    string Key, string? Signer, IReadOnlyList<KnownFile> Inputs, int Others, IReadOnlyList<KnownFile> Outputs, IReadOnlyList<string> Absent, SaidResult Said)
{
    private const string Format = "mixpolicy-state/1";
    private const byte LineEnd = (byte)'\n';

    /// <summary>The bytes to persist.</summary>
    public byte[] ToBytes()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, BuildStateJson.Default.BuildState);
        return [.. Head(json), .. json];
    }

    /// <summary>Reads what <see cref="ToBytes"/> gave; null when it is anything else.</summary>
    public static BuildState? Of(ReadOnlySpan<byte> bytes)
    {
        var json = bytes[(bytes.IndexOf(LineEnd) + 1)..];
        if (!bytes.StartsWith(Head(json))) return null;
        try
        {
            return JsonSerializer.Deserialize(json, BuildStateJson.Default.BuildState);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Head(ReadOnlySpan<byte> json) => Encoding.UTF8.GetBytes($"{Format} {Convert.ToHexStringLower(SHA256.HashData(json))}\n");
}

/// <summary>The state as JSON: unknown, missing and null members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(BuildState))]
internal sealed partial class BuildStateJson : JsonSerializerContext;
