using System.Text;
using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Tests.Sources;
using static MixPolicy.Tests.Policies.PolicyReaderLawTests;

namespace MixPolicy.Tests.Policies;

/// <summary>What holds of extending any text at all.</summary>
public sealed class PolicyTreeLawTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Extends_AnySplitOfAPolicy_GivesTheSamePolicy()
    {
        string[] top = ["name: p\n", "as_of: 2026-11-01\n", "seed: 7\n", "output: { dir: o }\n"];
        string[] source = ["paths: [ a, b ]", "tags: { origin: human, license: MIT }", "columns: { id: i, domain: d }", "on_bad_record: quarantine"];
        string[] mix = ["unit: records", "budget: 2M", "max_repetition_factor: 4", "targets: { web: 1.0 }"];
        string[] rules = ["human: { min_fraction: 0.5 }", "fresh_human: { min_fraction: 0.1, within: 26w }", "synthetic: { max_fraction: 0.3 }"];
        var expected = Described(Stands(Text(top, source, mix, rules)));

        Gen.Select(Gen.Bool.Array[top.Length], Gen.Bool.Array[source.Length], Gen.Bool.Array[mix.Length], Gen.Bool.Array[rules.Length])
            .Sample(
                (t, s, m, r) =>
                {
                    _folder.Write("base.yaml", Text(Part(top, t, true), Part(source, s, true), Part(mix, m, true), Part(rules, r, true)));
                    return Described(Stands("extends: base.yaml\n" + Text(Part(top, t, false), Part(source, s, false), Part(mix, m, false), Part(rules, r, false)))) == expected;
                },
                iter: 300, threads: 1);

        static IEnumerable<string> Part(string[] all, bool[] mask, bool which) => all.Where((_, i) => mask[i] == which);
    }

    [Fact]
    public void Extends_ItsOwnText_ChangesNothing()
    {
        _folder.Write("base.yaml", FullPolicyTests.Built);

        Assert.Equal(Described(Stands(FullPolicyTests.Built)), Described(Stands("extends: [ base.yaml, base.yaml ]\n" + FullPolicyTests.Built)));
    }

    [Fact]
    public void Extends_MutatedFile_IsAPolicyOrAnErrorWithAPlace() =>
        Gen.Select(Gen.Int[0, FullPolicyTests.Built.Length - 1], Gen.Int[0, 40], Gen.Byte.Array[0, 3]).Array[1, 4].Sample(
            edits =>
            {
                var bytes = Encoding.UTF8.GetBytes(FullPolicyTests.Built).ToList();
                foreach (var (at, length, insert) in edits)
                {
                    var start = Math.Min(at, bytes.Count);
                    bytes.RemoveRange(start, Math.Min(length, bytes.Count - start));
                    bytes.InsertRange(start, insert);
                }

                _folder.Write("base.yaml", bytes.ToArray());
                var (policy, found) = Read("mixpolicy: 1\nextends: base.yaml\nname: p\n");
                var errors = found.Where(d => d.Severity == Severity.Error).ToArray();
                Assert.All(found, d => Assert.True(d.Place is { File: "p.yaml" or "base.yaml", Line: > 0, Column: > 0 }, d.ToString()));
                return policy is null == errors.Length > 0;
            },
            iter: 1500, threads: 1);

    private static string Text(IEnumerable<string> top, IEnumerable<string> source, IEnumerable<string> mix, IEnumerable<string> rules) =>
        "mixpolicy: 1\n" + string.Concat(top)
        + $"data: {{ sources: [ {{ {string.Join(", ", source.Prepend("name: web"))} }} ] }}\n"
        + $"mix: {{ {string.Join(", ", mix)} }}\nrules: {{ {string.Join(", ", rules)} }}\n";

    private Policy Stands(string text)
    {
        var (policy, found) = Read(text);
        Assert.Equal("", PolicyCases.Lines(found));
        return policy!;
    }

    private (Policy? Policy, IReadOnlyList<Diagnostic> Found) Read(string text)
    {
        var diagnostics = new DiagnosticBag();
        return (PolicyReader.Parse("p.yaml", _folder.Path, Encoding.UTF8.GetBytes(text), diagnostics), diagnostics.Sorted());
    }
}
