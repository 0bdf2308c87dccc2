using System.Text.Json;
using MixPolicy.Ledger;

namespace MixPolicy.Lineage;

/// <summary>The pool's ledger, in the report.</summary>
internal static class LedgerSummaryWriter
{
    /// <summary>Writes the member <c>ledger</c>.</summary>
    public static void Write(Utf8JsonWriter json, LedgerFile ledger)
    {
        json.WriteStartObject("ledger");
        json.WriteString("file", LedgerFile.FileName);
        json.WriteString("sha256", ledger.Sha256);
        json.WriteNumber("bytes", ledger.Bytes);
        json.WriteNumber("records", ledger.Records);
        json.WriteString("root", ledger.Root.ToString());
        json.WriteNumber("admitted", ledger.Admitted);
        if (ledger.Parent is { } parent)
        {
            json.WriteStartObject("parent");
            json.WriteNumber("records", parent.Records);
            json.WriteString("root", parent.Root.ToString());
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("parent");
        }

        json.WriteStartArray("consistency");
        foreach (var hash in ledger.Consistency) json.WriteStringValue(hash.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
