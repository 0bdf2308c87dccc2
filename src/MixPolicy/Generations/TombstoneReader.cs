using System.Globalization;
using System.Text.Json;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Policies;

namespace MixPolicy.Generations;

/// <summary>
/// Reads tombstones: JSON lines, each <c>{ "digest", "reason", "date", "authority" }</c>, all required, nothing else; blank lines are passed over.
/// </summary>
internal static class TombstoneReader
{
    private const int MostReported = 20;
    private const string Form = """write {"digest":"<64 hex digits>","reason":"...","date":"YYYY-MM-DD","authority":"..."}""";
    private static readonly string[] Keys = ["digest", "reason", "date", "authority"];
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The tombstones of a file, line by line; what is wrong is reported at its line.</summary>
    /// <param name="name">What findings call the file.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="diagnostics">Gets findings.</param>
    public static IReadOnlyList<Tombstone> Read(string name, byte[] bytes, DiagnosticBag diagnostics)
    {
        var found = new List<Tombstone>();
        var (line, faults) = (0, 0);
        var rest = bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
        while (!rest.IsEmpty)
        {
            line++;
            var end = rest.Span.IndexOf((byte)'\n');
            var text = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!text.Span.ContainsAnyExcept(" \t\r"u8)) continue;
            if (Parse(text, out var fault) is { } tombstone) found.Add(tombstone);
            else if (++faults <= MostReported) diagnostics.Error(Codes.TombstonesUnreadable, new Place(name, line), $"the tombstone {fault}", Form);
        }

        if (faults > MostReported)
        {
            diagnostics.Error(Codes.TombstonesUnreadable, new Place(name), $"{faults - MostReported} more tombstones cannot be read (the first {MostReported} are listed)");
        }

        return found;
    }

    private static Tombstone? Parse(ReadOnlyMemory<byte> text, out string fault)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Strict);
            return Read(json.RootElement, out fault);
        }
        catch (JsonException)
        {
            fault = "is not one JSON object with each key once";
        }
        catch (InvalidOperationException)
        {
            fault = "holds text that is not valid Unicode"; // half of a surrogate pair, escaped
        }

        return null;
    }

    private static Tombstone? Read(JsonElement json, out string fault)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            fault = "is not a JSON object";
            return null;
        }

        foreach (var member in json.EnumerateObject())
        {
            if (Keys.Contains(member.Name, StringComparer.Ordinal)) continue;
            fault = $"has the key {Shown.Quote(member.Name)}, which none has.{Spelling.DidYouMean(member.Name, Keys)} Allowed: {string.Join(", ", Keys)}";
            return null;
        }

        var texts = new string[Keys.Length];
        for (var i = 0; i < Keys.Length; i++)
        {
            if (!json.TryGetProperty(Keys[i], out var value) || value.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(texts[i] = value.GetString()!))
            {
                fault = $"has no text for '{Keys[i]}'";
                return null;
            }
        }

        var (digest, date) = (texts[0], texts[2]);
        fault = digest.Length != 2 * Digest256.Size || !digest.All(char.IsAsciiHexDigit) ? $"has the digest {Shown.Quote(digest)}; it must be the SHA-256 of the text's UTF-8, 64 hex digits" : "";
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            fault = $"has the date {Shown.Quote(date)}; it must be a day as YYYY-MM-DD";
        }

        return fault.Length > 0 ? null : new Tombstone(new Digest256(Convert.FromHexString(digest)), texts[1], day, texts[3]);
    }
}
