using System.Text.Json;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>Small sources whose records share texts, and policies over them.</summary>
internal static class EqualTexts
{
    /// <summary>A record of a source.</summary>
    public sealed record Line(string Id, string Text, string Origin = "human", int Tokens = 10, string? License = "MIT");

    /// <summary>Writes a source as one file.</summary>
    public static void Write(this PolicyRun run, string source, params Line[] lines) => run.Write(
        $"{source}.jsonl",
        string.Concat(lines.Select(l => JsonSerializer.Serialize(new { id = l.Id, text = l.Text, origin = l.Origin, n = l.Tokens, license = l.License }) + "\n")));

    /// <summary>So many records of one source with texts of its own.</summary>
    public static Line[] Own(string source, int count, string origin = "human", int tokens = 10) =>
        [.. Enumerable.Range(0, count).Select(i => new Line($"{source}-own-{i}", $"{source} {i}", origin, tokens))];

    /// <summary>A policy over sources in files of their own names; a source may be followed by its own factor, after a colon.</summary>
    public static string Policy(string sources, string mix, string rules, bool mapped = true) =>
        $$"""
        mixpolicy: 1
        name: equal-texts
        seed: 3
        data:
          defaults: { columns: { {{(mapped ? "id: id, " : "")}}text: text, origin: origin, tokens: n, license: license } }
          sources:
        {{string.Concat(sources.Split(' ').Select(s => s.Split(':')).Select(s => $"    - {{ name: {s[0]}, paths: [ \"{s[0]}*.jsonl\" ]{(s.Length > 1 ? $", max_repetition_factor: {s[1]}" : "")} }}\n"))}}mix: { unit: tokens, {{mix}} }
        rules: { {{rules}} }

        """;

    /// <summary>The findings of a code, told whole.</summary>
    public static IEnumerable<string> Messages(this BuildResult result, string code) => result.Diagnostics.Where(d => d.Code == code).Select(d => d.Message);
}
