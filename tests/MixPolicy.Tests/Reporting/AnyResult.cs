using CsCheck;
using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.Reporting;

/// <summary>Results of every kind, with texts, places and references that nobody wrote on purpose.</summary>
internal static class AnyResult
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char, 0, 12],
        Gen.String[Gen.OneOf('\0', '\e', '\n', '\r', '\ud800', '\udc00', '\ufffe', '\uffff', '\u202e', '<', ']', '(', '{', '0', '}', '"', '&', '\\', 'a'), 0, 12],
        Gen.Select(Gen.Int[1000, 1030], Gen.OneOf("\U0001F600", "x"), (n, s) => string.Concat(Enumerable.Repeat(s, n))));

    private static readonly Gen<string> Files = Gen.OneOf(Texts, Gen.OneOf("", "policy.yaml", "./data/a b.jsonl", "/data/x.csv", "C:/x.csv", "../..", "a/..", "//"));
    private static readonly Gen<string> CodesThere = Gen.OneOf([.. Catalogue.Entries.Select(e => e.Code)]);

    // Few codes and names, so that findings and lines meet.
    private static readonly Gen<string> SomeCodes = Gen.OneOf(Gen.OneOf("MIX0302", "MIX0307"), CodesThere);
    private static readonly Gen<string?> Subjects = Gen.OneOf(Gen.Const((string?)null), Gen.OneOf("web", "a").Select(s => (string?)s), Texts.Select(s => (string?)s));
    private static readonly Gen<string> Names = Gen.OneOf(Gen.OneOf("rules.a", "rules.b"), Texts);

    private static readonly Gen<Diagnostic> Findings = Gen.Select(
        Gen.Select(SomeCodes, Gen.Enum<Severity>(), Texts, Texts.Array[0, 3]),
        Gen.Select(Files, Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9]),
        Gen.Select(Gen.Bool, Names, Subjects, Gen.Int[-1, 3]),
        (what, place, limit) => new Diagnostic(what.Item1, what.Item2, new Place(place.Item1, place.Item2, place.Item3, place.Item4, place.Item5), what.Item3, what.Item4)
        {
            Limit = limit.Item1 ? limit.Item2 : null,
            Subject = limit.Item1 ? limit.Item3 : null,
            Waiver = limit.Item4 == 3 ? null : limit.Item4,
        });

    private static readonly Gen<RuleLine> Rules = Gen.Select(
        SomeCodes, Names, Subjects, Gen.OneOf("satisfied", "warned", "violated", RuleLine.Waived, RuleLine.Gauge), Texts, Texts,
        (code, name, subject, outcome, measured, limit) => new RuleLine(code, name, subject, outcome, measured, limit));

    private static readonly Gen<WaiverLine> Waivers = Gen.Select(
        SomeCodes, Subjects, Texts, (code, subject, text) => new WaiverLine(code, subject, text, text, text, text, text, text, "used"));

    /// <summary>Any of them.</summary>
    public static Gen<BuildResult> All { get; } = Gen.Select(
        Gen.Enum<BuildOutcome>(), Findings.Array[0, 6], Gen.Bool, Rules.Array[0, 5], Waivers.Array[0, 2], Gen.Select(Texts, Files),
        (outcome, findings, hasMix, rules, waivers, names) => new BuildResult(
            outcome, findings, hasMix ? Results.Violated.Summary! with { Policy = names.Item1, Rules = rules, Waivers = waivers } : null, [])
        { File = names.Item2, ToolVersion = "1.0.0" });
}
