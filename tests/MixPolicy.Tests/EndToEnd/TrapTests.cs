using System.Text;
using System.Text.Json;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>Every file of <c>data/traps</c> as the source of a policy: what becomes of it, in which words, with which counts.</summary>
public sealed class TrapTests
{
    /// <summary>The columns that each trap is read by.</summary>
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["array-extra-key.json"] = "text: instruction",
        ["crlf.md"] = "text: text",
        ["dates-as-found.jsonl"] = "text: id, collected_at: date",
        ["duplicate-lines.jsonl"] = "text: question",
        ["lfs-pointer.jsonl.gz"] = "text: text",
        ["no-final-newline-varying-keys.ndjson"] = "text: prompt, fact: Fact",
        ["nul-escape.jsonl"] = "text: question",
        ["params-is-object.ndjson"] = "text: params",
        ["same-text-two-origins.jsonl"] = "id: id, text: text, origin: origin",
        ["zero-bytes.jsonl"] = "text: text",
    };

    [SharedDataFact]
    public void EachTrap_FailAndQuarantine_HasItsDecision()
    {
        var traps = Directory.GetFiles(SharedData.File("traps")).Select(p => Path.GetFileName(p)!).Where(n => n != "README.md").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Columns.Keys.Order(StringComparer.Ordinal), traps);
        var decisions = new StringBuilder();
        foreach (var trap in traps)
        {
            foreach (var onBad in new[] { "fail", "quarantine" })
            {
                using var trial = With(trap);
                var result = trial.Run(Policy(trap, Columns[trap], $"on_bad_record: {onBad}"));
                decisions.Append($"=== {trap}, {onBad}: {result.Outcome}\n").Append(Trial.Report(result));
                foreach (var line in trial.Quarantine) decisions.Append($"set aside: {Without(line, "raw")}\n");
                decisions.Append('\n');
            }
        }

        Golden.Match(decisions.ToString());
    }

    [SharedDataFact]
    public void ZeroBytes_BesideAnotherFile_IsAWarning()
    {
        using var trial = With("zero-bytes.jsonl", "nul-escape.jsonl");
        var result = trial.Run(Policy("*.jsonl", "text: question", ""));

        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(("MIX0211", "zero-bytes.jsonl"), (finding.Code, finding.Place.File));
        Assert.Equal(5, result.Summary!.Records);
    }

    [SharedDataFact]
    public void NulEscape_IsAdmittedWithTheNulInItsDigest()
    {
        using var trial = With("nul-escape.jsonl");
        Assert.Equal(BuildOutcome.Satisfied, trial.Run(Policy("nul-escape.jsonl", "text: question", "")).Outcome);

        var texts = File.ReadAllLines(trial.Folder["nul-escape.jsonl"]).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("question").GetString()!).ToList();
        Assert.Contains(texts, t => t.Contains('\0', StringComparison.Ordinal));
        using var duck = new DuckDb();
        Assert.Equal(texts.Select((t, row) => $"{row}|{Sha256(t)}|{Encoding.UTF8.GetByteCount(t)}"), duck.Lines($"SELECT row, lower(hex(digest)), bytes FROM {trial.Manifest} ORDER BY row"));
    }

    [SharedDataFact]
    public void DuplicateLines_UnmappedIds_AreAllAdmittedAndNumbered()
    {
        using var trial = With("duplicate-lines.jsonl");
        Assert.Empty(trial.Run(Policy("duplicate-lines.jsonl", "text: question", "")).Diagnostics);

        var expected = new List<string>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in File.ReadAllLines(trial.Folder["duplicate-lines.jsonl"]))
        {
            var digest = Sha256(JsonDocument.Parse(line).RootElement.GetProperty("question").GetString()!);
            seen[digest] = seen.GetValueOrDefault(digest) + 1;
            expected.Add($"{expected.Count}|{digest}#{seen[digest]}");
        }

        using var duck = new DuckDb();
        Assert.Equal((1000, 826), (expected.Count, seen.Count));
        Assert.Equal(expected, duck.Lines($"SELECT row, id FROM {trial.Manifest} ORDER BY row"));
    }

    [SharedDataFact]
    public void NoFinalNewline_LastRecord_IsInTheManifest()
    {
        const string trap = "no-final-newline-varying-keys.ndjson";
        using var trial = With(trap);
        trial.Run(Policy(trap, Columns[trap], ""));

        var lines = File.ReadAllLines(trial.Folder[trap]);
        Assert.NotEqual((byte)'\n', File.ReadAllBytes(trial.Folder[trap])[^1]);
        using var duck = new DuckDb();
        Assert.Equal(
            $"{lines.Length - 1}|{Sha256(JsonDocument.Parse(lines[^1]).RootElement.GetProperty("prompt").GetString()!)}",
            duck.Lines($"SELECT row, lower(hex(digest)) FROM {trial.Manifest} ORDER BY row DESC LIMIT 1").Single());
    }

    [SharedDataFact]
    public void ParamsIsObject_AsAnAttribute_IsMissingAndCounted()
    {
        const string trap = "params-is-object.ndjson";
        using var trial = With(trap);
        var result = trial.Run(Policy(trap, "text: prompt, generator: params", "") + "  provenance: { require: [ generator ] }\n");

        var rows = File.ReadAllLines(trial.Folder[trap]).Length;
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Equal(["MIX0310", "MIX0208"], Trial.Codes(result).OrderByDescending(c => c));
        Assert.Contains(result.Diagnostics, d => d.Message.StartsWith($"{rows} values of 'generator' in source 'trap' could not be read", StringComparison.Ordinal));
        Assert.Equal($"{rows} records", Assert.Single(result.Summary!.Rules, r => r.Code == "MIX0310").Measured);
    }

    [SharedDataFact]
    public void SameTextTwoOrigins_BothRecords_KeepTheirOrigin()
    {
        const string trap = "same-text-two-origins.jsonl";
        using var trial = With(trap);
        trial.Run(Policy(trap, Columns[trap], ""));

        var expected = File.ReadAllLines(trial.Folder[trap]).Select(l => JsonDocument.Parse(l).RootElement)
            .Select(r => $"{r.GetProperty("id").GetString()}|{r.GetProperty("origin").GetString()}|{Sha256(r.GetProperty("text").GetString()!)}").ToList();
        using var duck = new DuckDb();
        Assert.Equal(expected, duck.Lines($"SELECT id, origin, lower(hex(digest)) FROM {trial.Manifest} ORDER BY row"));
        Assert.True(duck.Number($"SELECT count(*) FROM (SELECT digest FROM {trial.Manifest} GROUP BY 1 HAVING count(DISTINCT origin) = 2)") > 0);
    }

    [SharedDataFact]
    public void DatesAsFound_MissingAndUnreadable_AreCountedApart()
    {
        const string trap = "dates-as-found.jsonl";
        using var trial = With(trap);
        var result = trial.Run(Policy(trap, Columns[trap], "") + "  provenance: { require: [ collected_at ], severity: warn }\n");

        using var duck = new DuckDb();
        var nulls = File.ReadAllLines(trial.Folder[trap]).Count(l => l.EndsWith("\"date\": null}", StringComparison.Ordinal));
        var missing = duck.Number($"SELECT count(*) FROM {trial.Manifest} WHERE collected_at IS NULL");
        var unreadable = Assert.Single(result.Diagnostics, d => d.Code == "MIX0208");
        Assert.StartsWith($"{missing - nulls} values of 'collected_at' in source 'trap' could not be read and count as missing", unreadable.Message, StringComparison.Ordinal);
        Assert.Equal($"{missing} records", Assert.Single(result.Summary!.Rules, r => r.Code == "MIX0310").Measured);
        Golden.Match(string.Concat(duck.Lines($"SELECT row + 1, coalesce(strftime(collected_at, '%Y-%m-%d %H:%M:%S'), 'missing') FROM {trial.Manifest} ORDER BY row")
            .Zip(File.ReadLines(trial.Folder[trap]), (date, line) => $"{date.PadRight(22)} {line[line.IndexOf("\"date\"", StringComparison.Ordinal)..^1]}\n")));
    }

    private static Trial With(params string[] traps)
    {
        var trial = new Trial();
        foreach (var trap in traps) trial.Folder.Write(trap, File.ReadAllBytes(SharedData.File("traps", trap)));
        return trial;
    }

    private static string Policy(string paths, string columns, string more) =>
        $$"""
        mixpolicy: 1
        name: trap
        as_of: 2026-11-01
        data:
          sources:
            - name: trap
              paths: [ "{{paths}}" ]
              columns: { {{columns}} }
              tags: { origin: human }
              {{more}}
        mix: { unit: records, budget: all }
        rules:
          human: { min_records: 1 }

        """;

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Without(string json, string key) =>
        string.Join(", ", JsonDocument.Parse(json).RootElement.EnumerateObject().Where(p => p.Name != key).Select(p => $"{p.Name} {p.Value.GetRawText()}"));
}
