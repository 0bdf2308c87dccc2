using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MixPolicy.Diagnostics;

namespace MixPolicy.Reporting;

/// <summary>What all JSON reports have: one object, keys in a fixed order, and how the run ended first.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",

        // The output is a document of its own, not part of a page: letters stay letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes one object.</summary>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        output.Write('\n');
    }

    /// <summary>Writes how the run ended, and its findings.</summary>
    public static void PutOutcome(this Utf8JsonWriter json, BuildOutcome outcome, IReadOnlyList<Diagnostic> diagnostics)
    {
        json.WriteString("outcome", outcome.Word());
        json.WriteNumber("exit_code", (int)outcome);
        json.WriteStartArray("diagnostics");
        foreach (var finding in diagnostics) Put(json, finding);
        json.WriteEndArray();
    }

    /// <summary>Writes a list of texts.</summary>
    public static void PutTexts(this Utf8JsonWriter json, string key, IReadOnlyList<string> values)
    {
        json.WriteStartArray(key);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>Writes a list of objects.</summary>
    public static void PutAll<T>(this Utf8JsonWriter json, string key, IEnumerable<T> values, Action<T> members)
    {
        json.WriteStartArray(key);
        foreach (var value in values)
        {
            json.WriteStartObject();
            members(value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes an object; null for nothing.</summary>
    public static void PutOne<T>(this Utf8JsonWriter json, string key, T? value, Action<T> members)
        where T : class
    {
        if (value is null)
        {
            json.WriteNull(key);
            return;
        }

        json.WriteStartObject(key);
        members(value);
        json.WriteEndObject();
    }

    /// <summary>Writes a whole number of any size; null for nothing.</summary>
    public static void PutWhole(this Utf8JsonWriter json, string key, BigInteger? value)
    {
        if (value is not { } number)
        {
            json.WriteNull(key);
            return;
        }

        json.WritePropertyName(key);
        json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
    }

    private static string Word(Severity severity) => severity switch
    {
        Severity.Info => "info",
        Severity.Warning => "warning",
        Severity.Violation => "violation",
        _ => "error",
    };

    private static void Put(Utf8JsonWriter json, Diagnostic finding)
    {
        json.WriteStartObject();
        json.WriteString("code", finding.Code);
        json.WriteString("severity", Word(finding.Severity));
        json.WriteString("file", finding.Place.File);
        json.WriteNumber("line", finding.Place.Line);
        json.WriteNumber("column", finding.Place.Column);
        json.WriteNumber("end_line", finding.Place.EndLine);
        json.WriteNumber("end_column", finding.Place.EndColumn);
        json.WriteString("message", finding.Message);
        json.PutTexts("remedies", finding.Remedies);
        json.WriteEndObject();
    }
}
