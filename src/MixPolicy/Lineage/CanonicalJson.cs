using System.Buffers;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MixPolicy.Policies;

namespace MixPolicy.Lineage;

/// <summary>
/// The one form of our hashed JSON: UTF-8 without a byte order mark, two spaces of indent, <c>\n</c>, keys in the order written, whole
/// numbers only, one newline at the end.
/// </summary>
internal static class CanonicalJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentCharacter = ' ',
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The bytes of a document.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options)) document(json);
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <summary>Writes a whole number of any size.</summary>
    public static void WriteWhole(this Utf8JsonWriter json, string name, BigInteger value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Writes an exact ratio, or null.</summary>
    public static void WriteRatio(this Utf8JsonWriter json, string name, Fraction? value)
    {
        if (value is not { } ratio)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteWhole("numerator", ratio.Numerator);
        json.WriteWhole("denominator", ratio.Denominator);
        json.WriteEndObject();
    }

    /// <summary>Writes text, or null.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is null) json.WriteNull(name);
        else json.WriteString(name, value);
    }
}
