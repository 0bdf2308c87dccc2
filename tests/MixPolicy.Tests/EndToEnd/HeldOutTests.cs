using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>
/// What the corpora that nobody has shown us will bring, in one run: a tail of 478 languages, mail that is not UTF-8 in every format, one
/// record of 300 KB.
/// </summary>
public sealed class HeldOutTests
{
    private const int Languages = 478;
    private const int Records = 15_000;
    private const int MailPerFile = 1_000;
    private const int BadPerFile = 10;

    /// <summary>As mail programs of another age wrote it: Latin-1.</summary>
    private static readonly byte[] Cafe = Encoding.Latin1.GetBytes("caf\u00e9 ");

    [Fact]
    public void Corpora_BadMailJustWithinItsBound_AreBuilt()
    {
        using var trial = new Trial();
        Fill(trial, extraBad: 0);
        var result = trial.Run(Policy);

        Assert.True(result.Outcome == BuildOutcome.Satisfied, Trial.Report(result));
        Assert.Equal(["MIX0212"], Trial.Codes(result));
        Assert.Equal(3 * BadPerFile, result.Summary!.Quarantined);
        Assert.Equal(Records + (3 * (MailPerFile - BadPerFile)) + 1, result.Summary.Records);
        using var duck = new DuckDb();
        Assert.Equal(Languages, duck.Number($"SELECT count(DISTINCT language) FROM {trial.Manifest} WHERE source = 'languages'"));
        Assert.Equal(300_000, duck.Number($"SELECT max(bytes) FROM {trial.Manifest}"));
        Assert.Equal(
            ["languages|15000", "long|1", "mail|2970"],
            duck.Lines($"SELECT source, count(*) FROM {trial.Manifest} GROUP BY 1 ORDER BY 1"));
        Assert.Equal(
            Enumerable.Range(0, Records).Select(i => $"{i}|{LanguageOf(i)}|{Encoding.UTF8.GetByteCount(TextOf(i))}").Order(StringComparer.Ordinal),
            duck.Lines($"SELECT id, language, bytes FROM {trial.Manifest} WHERE source = 'languages'").Order(StringComparer.Ordinal));
        var setAside = trial.Quarantine.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["mail.csv", "mail.jsonl", "mail.parquet"], setAside.Select(r => r.GetProperty("file").GetString()).Distinct());
        Assert.All(setAside, record =>
        {
            Assert.Equal("mail", record.GetProperty("source").GetString());
            Assert.Contains("not valid UTF-8", record.GetProperty("reason").GetString(), StringComparison.Ordinal);
            var bytes = record.TryGetProperty("raw_base64", out var raw)
                ? raw.GetBytesFromBase64() : record.GetProperty("columns").GetProperty("text_base64").GetBytesFromBase64();
            Assert.True(bytes.AsSpan().IndexOf(Cafe) >= 0);
        });
    }

    [Fact]
    public void Corpora_BadMailOneRecordBeyondItsBound_IsViolatedByOneRecord()
    {
        using var trial = new Trial();
        Fill(trial, extraBad: 1);
        var result = trial.Run(Policy);

        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal("MIX0204", finding.Code);
        Assert.Equal(
            "31 of 3,000 records of source 'mail' (1.03 %) could not be read and were set aside; max_bad_fraction allows 1.00 % (30 records); over by 1 record",
            finding.Message);
        Assert.False(File.Exists(Path.Combine(trial.Output, "manifest.parquet")));
        Assert.Equal(31, trial.Quarantine.Count);
    }

    private const string Policy =
        """
        mixpolicy: 1
        name: held-out
        as_of: 2026-11-01
        data:
          defaults:
            columns: { id: id, text: text, language: language, tokens: { per_byte: 0.25 } }
            tags: { origin: human, language: en }
          sources:
            - { name: languages, paths: [ languages.jsonl ] }
            - { name: mail, paths: [ "mail.*" ], on_bad_record: quarantine, max_bad_fraction: 0.01 }
            - { name: long, paths: [ long.jsonl ] }
        mix: { unit: tokens, budget: all }
        rules:
          human: { min_fraction: 1.0 }
          provenance: { require: [ language ] }
        """;

    private static string LanguageOf(int record) =>
        string.Create(CultureInfo.InvariantCulture, $"l{(record < Languages ? record : record * record % Languages):000}");

    /// <summary>A text in one of many scripts, beyond the basic plane too.</summary>
    private static string TextOf(int record)
    {
        int[] scripts = [0x61, 0x3B1, 0x430, 0x5D0, 0x627, 0x905, 0xE01, 0x10D0, 0x1200, 0x3042, 0x4E00, 0xAC00, 0x10330, 0x1E900];
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{record} "));
        for (var i = 0; i < 5 + (record % 40); i++) text.Append(char.ConvertFromUtf32(scripts[record % scripts.Length] + ((record + (i * i)) % 20)));
        return text.ToString();
    }

    private static void Fill(Trial trial, int extraBad)
    {
        var lines = new StringBuilder();
        for (var i = 0; i < Records; i++)
        {
            lines.Append(CultureInfo.InvariantCulture, $$"""{"id": {{i}}, "language": "{{LanguageOf(i)}}", "text": {{JsonSerializer.Serialize(TextOf(i))}}}""").Append('\n');
        }

        trial.Folder.Write("languages.jsonl", lines.ToString());
        trial.Folder.Write("long.jsonl", $$"""{"id": "long", "text": "{{new string('x', 300_000)}}"}""");

        // Latin-1 bytes: every é is a byte that UTF-8 does not have alone.
        trial.Folder.Write("mail.jsonl", Mail("""{"id": "j{0}", "text": "Dear all, {1} at noon"}""", BadPerFile));
        trial.Folder.Write("mail.csv", [.. "id,text\n"u8, .. Mail("""c{0},"Dear all, {1} at noon" """.TrimEnd(), BadPerFile)]);
        using var duck = new DuckDb();
        duck.Execute($"""
            COPY (SELECT 'p' || i AS id, CASE WHEN i < {BadPerFile + extraBad} THEN 'caf\xE9 '::BLOB ELSE encode('café ' || i) END AS text FROM range({MailPerFile}) t(i))
            TO {DuckDb.Literal(trial.Folder["mail.parquet"])} (FORMAT parquet)
            """);
    }

    private static byte[] Mail(string line, int bad)
    {
        var mail = new MemoryStream();
        for (var i = 0; i < MailPerFile; i++)
        {
            var text = line.Replace("{0}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("{1}", $"café {i}", StringComparison.Ordinal);
            mail.Write((i < bad ? Encoding.Latin1 : Encoding.UTF8).GetBytes(text + "\n"));
        }

        return mail.ToArray();
    }
}
