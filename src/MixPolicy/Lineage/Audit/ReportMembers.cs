using System.Text.Json;
using MixPolicy.Hashing;

namespace MixPolicy.Lineage.Audit;

/// <summary>Takes members out of a report that may lack any of them, or have them in any form.</summary>
internal static class ReportMembers
{
    /// <summary>A member.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static JsonElement Member(this JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) ? value : throw new InvalidDataException($"does not say '{name}'");

    /// <summary>A member that is not null; null when there is none, or it is null.</summary>
    public static JsonElement? MemberIfAny(this JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A member that is text.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static string Text(this JsonElement from, string name) => TextOf(from.Member(name), name);

    /// <summary>A member that is text, or null when it is null.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is something else.</exception>
    public static string? TextOrNull(this JsonElement from, string name) => from.Member(name) is { ValueKind: not JsonValueKind.Null } value ? TextOf(value, name) : null;

    /// <summary>A member that is a whole number from 0 up.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static long Whole(this JsonElement from, string name) =>
        from.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) && number >= 0
            ? number : throw new InvalidDataException($"does not say '{name}' as a whole number");

    /// <summary>A member that is a SHA-256 in lower-case hex.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static string Hex(this JsonElement from, string name) => HexOf(from.Text(name), name);

    /// <summary>A member that is a list.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static JsonElement.ArrayEnumerator List(this JsonElement from, string name) =>
        from.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : throw new InvalidDataException($"does not say '{name}' as a list");

    /// <summary>A member that is a list of SHA-256.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static IReadOnlyList<Digest256> Digests(this JsonElement from, string name) => [.. from.List(name).Select(d => DigestOf(HexOf(TextOf(d, name), name)))];

    /// <summary>A member that is a SHA-256.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static Digest256 Digest(this JsonElement from, string name) => DigestOf(from.Hex(name));

    private static Digest256 DigestOf(string hex) => new(Convert.FromHexString(hex));

    private static string HexOf(string text, string name) =>
        text.Length == 2 * Digest256.Size && text.All(char.IsAsciiHexDigitLower) ? text : throw new InvalidDataException($"does not say '{name}' as a SHA-256");

    private static string TextOf(JsonElement value, string name)
    {
        try
        {
            if (value.ValueKind == JsonValueKind.String) return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // half of a surrogate pair
        }

        throw new InvalidDataException($"does not say '{name}' as text");
    }
}
