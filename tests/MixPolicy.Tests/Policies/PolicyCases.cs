using System.Globalization;
using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Tests.Policies;

/// <summary>Small policies, and what reading them says.</summary>
internal static class PolicyCases
{
    public const string Folder = "/policies/here";
    public const string Head = "mixpolicy: 1\nname: small\n";
    public const string DataText = "data:\n  sources:\n    - { name: web, paths: [ web/*.jsonl ] }\n    - { name: books, paths: [ books/*.jsonl ] }\n";
    public const string MixText = "mix: { unit: records, budget: 10 }\n";
    public const string RuleText = "rules: { human: { min_fraction: 0.5 } }\n";

    /// <summary>A policy that stands.</summary>
    public const string Small = Head + DataText + MixText + RuleText;

    /// <summary>Reads a text.</summary>
    public static (Policy? Policy, IReadOnlyList<Diagnostic> Found) Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads bytes.</summary>
    public static (Policy? Policy, IReadOnlyList<Diagnostic> Found) Read(byte[] bytes)
    {
        var diagnostics = new DiagnosticBag();
        var policy = PolicyReader.Parse("p.yaml", Folder, bytes, diagnostics);
        return (policy, diagnostics.Sorted());
    }

    /// <summary>The policy of a text that must stand without a finding.</summary>
    public static Policy Stands(string text)
    {
        var (policy, found) = Read(text);
        Assert.Equal("", Lines(found));
        return Assert.IsType<Policy>(policy);
    }

    /// <summary>Findings, one a line: place, severity, code, message.</summary>
    public static string Lines(IReadOnlyList<Diagnostic> found)
    {
        var lines = new StringBuilder();
        foreach (var d in found)
        {
            lines.Append(CultureInfo.InvariantCulture, $"{d.Place.Line},{d.Place.Column}-{d.Place.EndLine},{d.Place.EndColumn} {d.Severity} {d.Code} {d.Message}\n");
        }

        return lines.ToString();
    }

    /// <summary>Every text as it stands, followed by what reading it says.</summary>
    public static string Transcript(params (string Title, string Text)[] cases) => Tell(cases, c => $"=== {c.Title}\n{c.Text.TrimEnd('\n')}\n---\n");

    /// <summary>For texts that differ only in what their title shows: the title, followed by what reading the text says.</summary>
    public static string Answers(IEnumerable<string> titles, Func<string, string> text) => Tell(titles.Select(t => (t, text(t))), c => $"=== {c.Title}\n");

    private static string Tell(IEnumerable<(string Title, string Text)> cases, Func<(string Title, string Text), string> head)
    {
        var told = new StringBuilder();
        foreach (var one in cases)
        {
            var (policy, found) = Read(one.Text);
            told.Append(head(one)).Append(Lines(found)).Append(policy is null ? "refused\n\n" : "stands\n\n");
        }

        return told.ToString();
    }
}
