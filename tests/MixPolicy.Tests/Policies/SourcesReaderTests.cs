using static MixPolicy.Tests.Policies.PolicyCases;

namespace MixPolicy.Tests.Policies;

/// <summary>What <c>data</c> says when it is wrong.</summary>
public class SourcesReaderTests
{
    [Fact]
    public void Data_WhenWrong_SaysWhatIsAllowed() => Golden.Match(Transcript(
        ("missing", Head + MixText + RuleText),
        ("nothing", Head + "data:\n" + MixText + RuleText),
        ("a list", Head + "data: [ web ]\n" + MixText + RuleText),
        ("no sources", Head + "data: { defaults: {} }\n" + MixText + RuleText),
        ("empty sources", Head + "data: { sources: [] }\n" + MixText + RuleText),
        ("sources by name", Head + "data: { sources: { web: { paths: [ a ] } } }\n" + MixText + RuleText),
        ("a source that is a text", Head + "data: { sources: [ web ] }\n" + MixText + RuleText),
        ("two of a name", Head + "data:\n  sources:\n    - { name: web, paths: [ a ] }\n    - { name: web, paths: [ b ] }\n" + MixText + RuleText),
        ("a source of nothing", Head + "data:\n  sources:\n    - {}\n" + MixText + RuleText),
        ("keys", Head + "data:\n  defualts: {}\n  sources:\n    - name: web\n      path: a.jsonl\n      on_bad_record: skip\n      max_bad_fraction: 5\n      max_repetition_factor: 0\n      weight: 2\n" + MixText + RuleText),
        ("defaults", Head + "data:\n  defaults: { name: x, on_bad_record: quarantin, columns: [ a ], tags: 3 }\n  sources:\n    - { name: web, paths: [ a ] }\n" + MixText + RuleText)));

    [Fact]
    public void Columns_WhenWrong_SayWhatIsAllowed() => Golden.Match(Answers(
        (string[])[
            "{ id: id, text: body.text, tokens: n, quality_score: q }", "{ Text: t }", "{ fresh: f, row: r }", "{ 2nd: x }", "{ text: ~ }", "{ id: '' }", "{ id: [ a ] }",
            "{ tokens: { tokenizer: gpt2 } }", "{ tokens: { tokeniser: o200k_base } }", "{ tokens: { tokenizer: o200k_base, per_byte: 0.25 } }", "{ tokens: {} }",
            "{ tokens: { per_byte: 0 } }", "{ tokens: { per_byte: -1 } }", "{ tokens: [ n ] }", "{ decoding: { temperature: t, topp: p } }", "{ decoding: [ t ] }", "id",
        ],
        c => Head + $"data: {{ sources: [ {{ name: web, paths: [ a ], columns: {c} }} ] }}\n" + MixText + RuleText)
        + Transcript(
            ("tokens said wrong are not also missing", Head + "data: { sources: [ { name: web, paths: [ a ], columns: { tokens: { tokenizer: gpt2 } } } ] }\nmix: { budget: 10 }\n" + RuleText),
            ("tokens un-mapped are missing", Head + "data: { defaults: { columns: { tokens: n } }, sources: [ { name: web, paths: [ a ], columns: { tokens: ~ } } ] }\nmix: { budget: 10 }\n" + RuleText),
            ("un-mapping in the defaults", Head + "data: { defaults: { columns: { id: ~ } }, sources: [ { name: web, paths: [ a ] } ] }\n" + MixText + RuleText)));

    [Fact]
    public void Columns_MoreThanAnyRecordHas_AreRefused()
    {
        var many = string.Join(", ", Enumerable.Range(0, 257).Select(i => "a" + i + ": x"));
        var (_, found) = Read(Head + "data:\n  sources:\n    - { name: web, paths: [ a ], columns: { " + many + " } }\n" + MixText + RuleText);

        Assert.Equal("5,34-5,41 Error MIX0109 'data.sources[0].columns' names 257 attributes; at most 256 are read.\n", Lines(found));
    }

    [Fact]
    public void Tags_WhenWrong_SayWhatIsAllowed() => Golden.Match(Answers(
        (string[])[
            "{ origin: human, license: MIT, domain: web, depth: 0, collected_at: 2026-11-01, kind: 7 }", "{ origin: humen }", "{ origin: Human }", "{ depth: one }", "{ depth: -1 }",
            "{ collected_at: '2026-11-01T10:00:00.5+02:00' }", "{ collected_at: '2026-11-01T10:00:00Z' }", "{ collected_at: '2026-11-01T10:00:00' }", "{ collected_at: yesterday }",
            "{ collected_at: 2026-13-01 }", "{ id: a, text: b, tokens: 3 }", "{ source: x }", "{ license: }", "{ license: '' }", "{ license: [ MIT ] }",
            "{ decoding: { temperature: 1.0, top_p: 1 } }", "{ decoding: { temperature: hot, top_p: 95, top_k: 4 } }", "{ decoding: greedy }",
        ],
        t => Head + $"data: {{ sources: [ {{ name: web, paths: [ a ], tags: {t} }} ] }}\n" + MixText + RuleText));

    [Fact]
    public void Paths_WhenWrong_SayWhatToWrite() => Golden.Match(Answers(
        (string[])[
            "[ data/**/*.parquet, ./a.jsonl, a/../b.jsonl ]", "[]", "", "data/*.jsonl", "[ '' ]", "[ ../x.jsonl ]", "[ a/../../x.jsonl ]", "[ '**/../../x.jsonl' ]", "[ /etc/passwd ]",
            "[ /policies/here/a.jsonl ]", "[ 'C:/data/a.jsonl' ]", "[ 'data\\a.jsonl' ]", "[ ~/a.jsonl ]", "[ 's3://bucket/a.jsonl' ]", "[ ../hereafter/a.jsonl ]", "[ ../corpus/a.jsonl ]",
            "[ ../corpus/x/../*.jsonl ]", "[ ../corpus-2/a.jsonl ]", "[ ../corpus/../x.jsonl ]", "[ /policies/corpus/*.jsonl ]", "[ {} ]", "[ ~ ]", "[ \"a\\0b\" ]",
        ],
        p => Head + $"data: {{ allow_outside: [ ../corpus ], sources: [ {{ name: web, paths: {p} }} ] }}\n" + MixText + RuleText)
        + Transcript(
            ("allow_outside", Head + "data: { allow_outside: ../corpus, sources: [ { name: web, paths: [ a ] } ] }\n" + MixText + RuleText),
            ("allow_outside of nothing", Head + "data: { allow_outside: [ '', ~ ], sources: [ { name: web, paths: [ a ] } ] }\n" + MixText + RuleText)));
}
