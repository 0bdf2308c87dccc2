using System.Globalization;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>The real sets of the shared data: both formats of each, and a policy over several.</summary>
public sealed class RealCorpusTests
{
    private const string Columns =
        "id: id, text: text, origin: origin, generator: generator, collected_at: collected_at, license: license, source_url: source_url, language: language, tokens: { per_byte: 0.25 }";

    [SharedDataTheory]
    [InlineData("eips")]
    [InlineData("gpteacher-roleplay")]
    [InlineData("gsm8k-paired")]
    [InlineData("hn-titles-gpt2")]
    [InlineData("model-written-evals")]
    [InlineData("sotu-1990")]
    [InlineData("tldr")]
    public void EachSet_AsLinesAndAsParquet_GivesTheSameRecords(string set)
    {
        var lines = Select(set, "data.jsonl");
        var parquet = Select(set, "data.parquet");

        Assert.NotEmpty(lines);
        Assert.Equal(lines, parquet);
    }

    [SharedDataFact]
    public void SeveralSets_PolicyThatIsMet_AgreesWithDuckDb()
    {
        using var trial = new Trial();
        string[] sets = ["eips", "gpteacher-roleplay", "gsm8k-paired", "hn-titles-gpt2", "model-written-evals", "sotu-1990", "tldr"];
        var sources = string.Concat(sets.Select((set, i) =>
            $"    - {{ name: {set}, paths: [ {set}.{Format(i)} ] }}\n"));
        for (var i = 0; i < sets.Length; i++) trial.Folder.Write($"{sets[i]}.{Format(i)}", File.ReadAllBytes(SharedData.File(sets[i], $"data.{Format(i)}")));
        var result = trial.Run($$"""
            mixpolicy: 1
            name: several
            as_of: 2022-12-31
            seed: 7
            data:
              defaults:
                columns: { {{Columns}} }
              sources:
            {{sources}}
            mix:
              unit: tokens
              budget: 900K
              max_source_fraction: 0.35
            rules:
              fresh_human: { min_fraction: 0.10, within: 800d }
              human: { min_fraction: 0.60, min_records: 1500 }
              synthetic: { max_fraction: 0.40, max_fraction_by_generator: 0.20 }
              provenance: { require: [ license, source_url ], licenses: { allow: [ CC0-1.0, CC-BY-4.0, MIT ] } }
            """);

        Assert.True(result.Outcome == BuildOutcome.Satisfied, Trial.Report(result));
        using var duck = new DuckDb();
        var all = string.Join(" UNION ALL ", sets.Select((set, i) =>
            $"SELECT '{set}' AS source, id, text, origin, generator, collected_at::VARCHAR AS day FROM {(i % 2 == 0 ? "read_json" : "read_parquet")}({DuckDb.Literal(trial.Folder[$"{set}.{Format(i)}"])}{(i % 2 == 0 ? ", columns = {id: 'VARCHAR', text: 'VARCHAR', origin: 'VARCHAR', generator: 'VARCHAR', collected_at: 'VARCHAR'}, maximum_object_size = 100000000" : "")})"));
        duck.Execute($"CREATE TABLE pool AS {all}");
        duck.Execute($"CREATE TABLE mix AS SELECT * FROM {trial.Manifest}");
        duck.Execute("""
            CREATE TABLE joined AS SELECT m.*, p.text, p.origin AS said, p.generator AS writer, p.day, (strlen(p.text) + 3) // 4 AS counted
            FROM mix m JOIN pool p ON m.source = p.source AND m.id = p.id AND lower(hex(m.digest)) = sha256(p.text)
            """);
        Assert.Equal(result.Summary!.Records, duck.Number("SELECT count(*) FROM joined"));
        Assert.Equal(0, duck.Number("SELECT count(*) FROM joined WHERE tokens <> counted OR origin <> said OR bytes <> strlen(text) OR repetitions <> 1"));
        Assert.Equal(result.Summary.Total, duck.Number("SELECT sum(counted)::BIGINT FROM joined"));
        Assert.InRange(result.Summary.Total, 900_000 - duck.Number("SELECT max((strlen(text) + 3) // 4) FROM pool"), 900_000 + duck.Number("SELECT max((strlen(text) + 3) // 4) FROM pool"));
        Same("MIX0303", "sum(counted) FILTER (said = 'human')");
        Same("MIX0305", "sum(counted) FILTER (said <> 'human')");
        Same("MIX0302", "sum(counted) FILTER (said = 'human' AND day::TIMESTAMP::DATE BETWEEN DATE '2022-12-31' - 800 AND DATE '2022-12-31')");
        Assert.True(duck.Number("SELECT max(t)::BIGINT FROM (SELECT sum(counted) AS t FROM joined WHERE said <> 'human' GROUP BY writer)") * 5 <= result.Summary.Total);
        Assert.True(duck.Number("SELECT max(t)::BIGINT FROM (SELECT sum(counted) AS t FROM joined GROUP BY source)") * 100 <= 35 * result.Summary.Total);

        void Same(string code, string part)
        {
            var share = duck.Lines($"SELECT printf('%.6f', ({part})::DOUBLE / sum(counted)) FROM joined").Single();
            var measured = Assert.Single(result.Summary.Rules, r => r.Code == code).Measured;
            Assert.Equal(double.Parse(share, CultureInfo.InvariantCulture), double.Parse(measured, CultureInfo.InvariantCulture), 0.0001);
        }
    }

    private static string Format(int set) => set % 2 == 0 ? "jsonl" : "parquet";

    private static IReadOnlyList<string> Select(string set, string file)
    {
        using var trial = new Trial();
        trial.Folder.Write(file, File.ReadAllBytes(SharedData.File(set, file)));
        var result = trial.Run($$"""
            mixpolicy: 1
            name: one
            as_of: 2022-12-31
            data:
              sources:
                - name: {{set}}
                  paths: [ {{file}} ]
                  columns: { {{Columns}} }
            mix: { unit: tokens, budget: 60K }
            rules:
              fresh_human: { min_fraction: 0.0, within: 800d }
              provenance: { require: [ license ], severity: warn }
            """);
        Assert.True(result.Outcome == BuildOutcome.Satisfied, Trial.Report(result));
        using var duck = new DuckDb();
        return duck.Lines($"SELECT * EXCLUDE (file, row_group, row, digest), lower(hex(digest)) FROM {trial.Manifest} ORDER BY id");
    }
}
