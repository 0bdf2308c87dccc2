using System.Security.Cryptography;
using System.Text.Json;
using MixPolicy.Policies;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>
/// Names what a unit's scan leaves by all that it depends on: the file's content, the part, how the policy reads the source, what its rules look
/// at, and the build of this library. Equal names are equal bytes, whoever made them and where.
/// </summary>
internal static class UnitName
{
    private const string Format = "mixpolicy-unit/1";

    /// <summary>The name: lower-case hex of a SHA-256.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="schema">What its rules look at.</param>
    /// <param name="file">The file; its name counts only where records set aside are listed with it.</param>
    /// <param name="sha256">Digest of the file's bytes.</param>
    /// <param name="part">How much of it.</param>
    public static string Of(Policy policy, RecordSchema schema, SourceFile file, byte[] sha256, FilePart part)
    {
        var source = policy.Sources[file.Source];
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            json.WriteStringValue(Format);
            json.WriteStringValue(typeof(UnitName).Module.ModuleVersionId);
            json.WriteBase64StringValue(sha256);
            json.WriteStringValue(file.Format.ToString());
            json.WriteStringValue(file.Compression.ToString());
            foreach (var number in new[] { part.From, part.To, part.FirstLine, policy.Seed }) json.WriteNumberValue(number);
            json.WriteStringValue(source.Name);
            json.WriteStringValue(Counting(source.Tokens));
            json.WriteStringValue(source.OnBadRecord == OnBadRecord.Quarantine ? file.Name : null);
            WritePairs(json, source.Columns.Select(c => (c.Key, $"{c.Value.FromDefaults} {c.Value.Path}")));
            WritePairs(json, source.Tags.Select(t => (t.Key, t.Value.Value)));
            WritePairs(json, schema.Uses.Select(u => (u.Attribute, $"{u.NeedsValue} {string.Join(' ', (u.Steps ?? []).Select(s => $"{s.Numerator}/{s.Denominator}"))}")));
            WritePairs(json, schema.Gatherings.Select(g => (g.Kind, g.Settings)));
            json.WriteNumberValue(schema.Window?.First.DayNumber ?? -1);
            json.WriteNumberValue(schema.Window?.Last.DayNumber ?? -1);
            json.WriteNumberValue(schema.EvidenceDay?.Last.DayNumber ?? -1);
            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static string Counting(TokenCounting? counting) => counting switch
    {
        TokenCounting.Column column => $"column {column.Path.Value}",
        TokenCounting.Tokenizer tokenizer => $"tokenizer {tokenizer.Name.Value}",
        TokenCounting.PerByte perByte => $"per byte {perByte.Factor.Value.Numerator}/{perByte.Factor.Value.Denominator}",
        _ => "",
    };

    private static void WritePairs(Utf8JsonWriter json, IEnumerable<(string Key, string Value)> pairs)
    {
        json.WriteStartArray();
        foreach (var (key, value) in pairs.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            json.WriteStringValue(key);
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
