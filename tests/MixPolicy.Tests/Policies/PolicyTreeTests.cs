using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Policies;

/// <summary><c>extends</c>: what a policy draws in, and how it lies under what the policy says itself.</summary>
public sealed class PolicyTreeTests : IDisposable
{
    private const string Head = "mixpolicy: 1\n";
    private const string Data = "data:\n  sources:\n    - { name: web, paths: [ web.jsonl ], columns: { id: key }, max_repetition_factor: 2 }\n    - { name: books, paths: [ books.jsonl ] }\n";
    private const string Mix = "mix: { unit: records, budget: 10 }\n";
    private const string Rules = "rules:\n  human: { min_fraction: 0.5, warn_below: 0.6 }\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Extends_EverythingRequired_MayComeFromAFile()
    {
        File("base.yaml", Head + "name: inherited\n" + Data + Mix + Rules);

        var policy = Stands("gen-1/p.yaml", Head + "extends: ../base.yaml\n");

        Assert.Equal("inherited", policy.Name);
        Assert.Equal(_folder["gen-1"], policy.Folder);
        Assert.Equal("base.yaml(5,15)", policy.Sources[0].Place.ToString());
        var extended = Assert.Single(policy.Extended);
        Assert.Equal("../base.yaml", extended.Name);
    }

    [Fact]
    public void Extends_SeveralFiles_LaterWinsAndThePolicyLast()
    {
        File("a.yaml", Head + Data + "mix: { unit: records, budget: 1, max_repetition_factor: 3 }\nseed: 1\ngeneration: 0\n" + Rules);
        File("b.yaml", Head + "mix: { budget: 2, max_repetition_factor: 5 }\nseed: 2\n");

        var policy = Stands("p.yaml", Head + "name: p\nextends: [ a.yaml, b.yaml ]\nseed: 3\n");

        Assert.Equal((3, 2, new Fraction(5, 1), MixUnit.Records), (policy.Seed, policy.Mix.Budget.Max, policy.Mix.MaxRepetitionFactor.Value, policy.Mix.Unit));
        Assert.Equal(["a.yaml", "b.yaml"], policy.Extended.Select(e => e.Name));
    }

    [Fact]
    public void Extends_AFileThatExtends_CountsItsPathsFromItself()
    {
        File("shared/deep/c.yaml", Head + Data + Mix);
        File("shared/b.yaml", Head + "extends: deep/c.yaml\n" + Rules);

        var policy = Stands("p.yaml", Head + "name: p\nextends: shared/b.yaml\n");

        Assert.Equal(["shared/b.yaml", "shared/deep/c.yaml"], policy.Extended.Select(e => e.Name));
        Assert.Equal("shared/deep/c.yaml(4,15)", policy.Sources[0].Place.ToString());
    }

    [Fact]
    public void Extends_EveryValue_KeepsItsPlace()
    {
        File("base.yaml", Head + Data + Mix + "rules:\n  human: { min_fraction: 50, warn_below: 0.6 }\n");

        var found = Refused("p.yaml", Head + "name: p\nextends: base.yaml\nrules:\n  human: { warn_below: 70 }\n");

        Assert.StartsWith("base.yaml(8,26) MIX0106 'rules.human.min_fraction'", found[0], StringComparison.Ordinal);
        Assert.StartsWith("p.yaml(5,24) MIX0106 'rules.human.warn_below'", found[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Extends_Sources_MergeByName()
    {
        File("base.yaml", Head + Data + Mix + Rules);

        var policy = Stands("p.yaml", Head + """
            name: p
            extends: base.yaml
            data:
              defaults: { columns: { id: uid } }
              sources:
                - { name: news, paths: [ news.jsonl ] }
                - { name: web, max_repetition_factor: 3, columns: { id: ~ } }

            """);

        Assert.Equal(["web", "books", "news"], policy.Sources.Select(s => s.Name));
        Assert.Equal(["web.jsonl"], policy.Sources[0].Paths.Select(p => p.Value));
        Assert.Equal(new Fraction(3, 1), policy.Sources[0].MaxRepetitionFactor!.Value.Value);
        Assert.False(policy.Sources[0].Columns.ContainsKey("id"), "a column without a name is none, inherited or not");
        Assert.Equal("uid", policy.Sources[1].Columns["id"].Path);
    }

    [Fact]
    public void Extends_OtherLists_AreReplaced()
    {
        File("base.yaml", Head + Data + Mix + "rules:\n  provenance: { require: [ license, author ] }\n");

        var policy = Stands("p.yaml", Head + "name: p\nextends: base.yaml\nrules:\n  provenance: { require: [ source_url ] }\n");

        Assert.Equal(["source_url"], policy.Rules.Single().Attributes.Select(a => a.Attribute));
    }

    [Fact]
    public void Extends_KeyWithoutAValue_RemovesWhatIsInherited()
    {
        File("base.yaml", Head + Data + Mix + Rules + "  synthetic: { max_fraction: 0.3 }\n");

        var policy = Stands("p.yaml", Head + "name: p\nextends: base.yaml\nrules:\n  synthetic: ~\n  human:\n    warn_below: ~\n");

        Assert.Equal("human", Assert.Single(policy.Rules).Key);
        Assert.StartsWith("p.yaml(1,1) MIX0111", Assert.Single(Refused("p.yaml", Head + "name: p\nextends: base.yaml\nrules: ~\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void Extends_SameFileByTwoWays_IsListedOnce()
    {
        File("base.yaml", Head + Data + Mix + Rules);
        File("a.yaml", Head + "extends: base.yaml\n");
        File("b.yaml", Head + "extends: base.yaml\n");

        Assert.Equal(["a.yaml", "base.yaml", "b.yaml"], Stands("p.yaml", Head + "name: p\nextends: [ a.yaml, b.yaml ]\n").Extended.Select(e => e.Name));
    }

    [Fact]
    public void Digest_WithoutExtends_IsTheFilesOwn()
    {
        var policy = Stands("p.yaml", Head + "name: p\n" + Data + Mix + Rules);

        Assert.Equal(Sha256(policy.Bytes), policy.Digest);
    }

    [Fact]
    public void Digest_WithExtends_IsOfTheDigestsOfAllFiles()
    {
        var first = File("base.yaml", Head + Data + Mix + Rules);
        var policy = Stands("p.yaml", Head + "name: p\nextends: [ mixpolicy:pretrain, base.yaml ]\n");

        Assert.Equal(Sha256(Encoding.ASCII.GetBytes($"{Sha256(policy.Bytes)}\n{Sha256(Packs.Load("mixpolicy:pretrain")!)}\n{Sha256(first)}\n")), policy.Digest);
    }

    [Theory]
    [InlineData("mixpolicy:pretrian", "MIX0115 There is no pack 'mixpolicy:pretrian'. Did you mean 'mixpolicy:pretrain'? The packs are mixpolicy:audit-only, mixpolicy:closed-loop, mixpolicy:pretrain, mixpolicy:sft, mixpolicy:strict.")]
    [InlineData("'mixpolicy:'", "MIX0115 There is no pack 'mixpolicy:'. The packs are mixpolicy:audit-only, mixpolicy:closed-loop, mixpolicy:pretrain, mixpolicy:sft, mixpolicy:strict.")]
    [InlineData("bas.yaml", "MIX0116 There is no policy 'bas.yaml'. Did you mean 'base.yaml'?")]
    [InlineData("pretrain", "MIX0116 There is no file 'pretrain' here. Did you mean the pack 'mixpolicy:pretrain'?")]
    [InlineData("no/such.yaml", "MIX0116 There is no policy 'no/such.yaml'. Its folder is not there either.")]
    [InlineData(".", "MIX0116 '.' is a folder; name the policy's file in it. The folder holds base.yaml, p.yaml.")]
    [InlineData("''", "MIX0116 'extends' holds an empty name. Write extends: [ mixpolicy:pretrain ] or [ ../base.yaml ].")]
    [InlineData("/etc/policy.yaml", "MIX0116 '/etc/policy.yaml' is not relative: it would be another file on another machine. Write extends: [ mixpolicy:pretrain ] or [ ../base.yaml ].")]
    [InlineData("~/policy.yaml", "MIX0116 '~/policy.yaml' is not relative: it would be another file on another machine. Write extends: [ mixpolicy:pretrain ] or [ ../base.yaml ].")]
    [InlineData("https://example.org/p.yaml", "MIX0116 'https://example.org/p.yaml' is an address; a policy extends packs and files on this machine.")]
    [InlineData("a\\b.yaml", "MIX0116 'a\\b.yaml' has a backslash; write a/b.yaml.")]
    [InlineData("{ a: b }", "MIX0104 'extends' must be a list of texts such as [ a, b ]; found a mapping.")]
    [InlineData("~", "MIX0104 'extends' must be a list of texts such as [ a, b ]; found nothing.")]
    public void Extends_WhatIsNotThere_IsRefusedWhereItIsNamed(string extends, string expected)
    {
        File("base.yaml", Head + Data + Mix + Rules);

        var found = Assert.Single(Refused("p.yaml", Head + $"name: p\nextends: {extends}\n"));

        Assert.StartsWith("p.yaml(3,", found, StringComparison.Ordinal);
        Assert.Equal(expected, found[(found.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    public void Extends_Itself_ShowsTheCircle()
    {
        File("a.yaml", Head + "extends: sub/b.yaml\n");
        File("sub/b.yaml", Head + "extends: [ mixpolicy:pretrain, ../a.yaml ]\n");

        Assert.Equal(
            ["sub/b.yaml(2,32) MIX0117 A policy cannot extend itself: a.yaml extends sub/b.yaml, which extends a.yaml."],
            Refused("p.yaml", Head + "name: p\nextends: a.yaml\n"));
        Assert.Equal(["p.yaml(2,10) MIX0117 A policy cannot extend itself: p.yaml extends p.yaml."], Refused("p.yaml", Head + "extends: ./p.yaml\n"));
    }

    [Fact]
    public void Extends_LongLine_IsRefused()
    {
        for (var i = 0; i < 9; i++) File(string.Create(CultureInfo.InvariantCulture, $"{i}.yaml"), Head + string.Create(CultureInfo.InvariantCulture, $"extends: {i + 1}.yaml\n"));
        File("9.yaml", Head);

        Assert.Equal(["7.yaml(2,10) MIX0118 '8.yaml' would be more than 8 files away from the policy; no policy needs that."], Refused("p.yaml", Head + "extends: 0.yaml\n"));
    }

    [Fact]
    public void Extends_FileBomb_IsRefused()
    {
        for (var i = 0; i < 7; i++) File(string.Create(CultureInfo.InvariantCulture, $"{i}.yaml"), Head + string.Create(CultureInfo.InvariantCulture, $"extends: [ {i + 1}.yaml, {i + 1}.yaml ]\n"));
        File("7.yaml", Head);

        Assert.All(
            Refused("p.yaml", Head + "extends: 0.yaml\n"),
            f => Assert.EndsWith("the policy draws in more than 32 files; no policy needs that.", f, StringComparison.Ordinal));
    }

    [Fact]
    public void Extends_AliasBombOverFiles_IsRefused()
    {
        var many = new StringBuilder(Head + "x: &x [ 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 ]\n");
        for (var c = 'a'; c < 'd'; c++) many.Append(CultureInfo.InvariantCulture, $"{c}: &{c} [ {string.Join(", ", Enumerable.Repeat($"*{(c == 'a' ? 'x' : (char)(c - 1))}", 10))} ]\n");
        File("many.yaml", many.ToString());

        Assert.Contains(
            "MIX0109 With its aliases and all that it extends written out the policy has more than 100000 values here; no policy needs that.",
            Refused("p.yaml", Head + $"extends: [ {string.Join(", ", Enumerable.Repeat("many.yaml", 9))} ]\n")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Extends_MoreBytesThanOnePolicyMayHave_AreRefused()
    {
        File("a.yaml", Head + "# " + new string('a', 3 * 1024 * 1024) + "\n");
        File("b.yaml", Head + "# " + new string('b', 2 * 1024 * 1024) + "\n");

        Assert.Equal(
            ["p.yaml(2,20) MIX0109 With 'b.yaml' the policy has more than 4194304 bytes in all; no policy needs that."],
            Refused("p.yaml", Head + "extends: [ a.yaml, b.yaml ]\n"));
    }

    [Fact]
    public void Extends_OtherVersion_IsRefusedThere()
    {
        File("base.yaml", "mixpolicy: 2\nsomething: new\n");
        File("none.yaml", "seed: 1\n");

        Assert.Equal(
            ["base.yaml(1,12) MIX0119 'mixpolicy' is 2 here, and p.yaml(2,10) extends it; this tool reads version 1 of the language only."],
            Refused("p.yaml", Head + "extends: base.yaml\n"));
        Assert.Contains(
            "none.yaml(1,1) MIX0105 'mixpolicy' is missing: each file that a policy extends says which version of the language it is in. Write mixpolicy: 1.",
            Refused("p.yaml", Head + "extends: none.yaml\n"));
    }

    [Fact]
    public void Extends_BrokenFile_IsRefusedThereAndNothingElseIsBlamed()
    {
        File("base.yaml", "- 1\n");
        File("yaml.yaml", "a: [\n");
        File("empty.yaml", "");

        Assert.Equal(
            ["base.yaml(1,1) MIX0104", "empty.yaml(1,1) MIX0101", "yaml.yaml(2,1) MIX0101"],
            Refused("p.yaml", Head + "extends: [ base.yaml, yaml.yaml, empty.yaml ]\n").Select(f => string.Join(' ', f.Split(' ')[..2])));
    }

    [Fact]
    public void Extends_ContradictionBetweenFiles_NamesBothPlaces()
    {
        File("base.yaml", Head + Data + Mix + Rules);

        var (policy, found) = Read("p.yaml", Head + "name: p\nextends: base.yaml\nrules:\n  human: { min_fraction: 0.8 }\n");

        Assert.Null(policy);
        var only = Assert.Single(found);
        Assert.Equal("base.yaml(8,43)", only.Place.ToString());
        Assert.Contains("min_fraction (at p.yaml(5,26))", only.Message, StringComparison.Ordinal);
        Assert.Equal("state both warn_below and min_fraction", only.Remedies[0]);
    }

    [Fact]
    public void Extends_Waivers_AreReplacedWholeAndNeverAddedTo()
    {
        const string Waiver = "{ rule: MIX0303, limit: 0.4, expires: 2026-12-01T00:00:00Z, owner: a, approved_by: b, ticket: c, reason: d }";
        File("base.yaml", Head + "as_of: 2026-11-01\n" + Data + Mix + Rules + $"waivers: [ {Waiver} ]\n");

        Assert.Equal("base.yaml(10,20)", Assert.Single(Stands("p.yaml", Head + "name: p\nextends: base.yaml\n").Waivers).Rule.Place.ToString());
        Assert.Equal("MIX0304", Assert.Single(Stands("p.yaml", Head + $"name: p\nextends: base.yaml\nwaivers: [ {Waiver.Replace("MIX0303, limit: 0.4", "MIX0304, limit: 4", StringComparison.Ordinal)} ]\n").Waivers).Rule.Value);
        Assert.Empty(Stands("p.yaml", Head + "name: p\nextends: base.yaml\nwaivers: []\n").Waivers);
        Assert.Empty(Stands("p.yaml", Head + "name: p\nextends: base.yaml\nwaivers: ~\n").Waivers);
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private byte[] File(string name, string text)
    {
        _folder.Write(name, text);
        return Encoding.UTF8.GetBytes(text);
    }

    private Policy Stands(string name, string text)
    {
        var (policy, found) = Read(name, text);
        Assert.Equal("", string.Join('\n', found.Select(Line)));
        return Assert.IsType<Policy>(policy);
    }

    private IReadOnlyList<string> Refused(string name, string text)
    {
        var (policy, found) = Read(name, text);
        Assert.Null(policy);
        return [.. found.Select(Line)];
    }

    private (Policy? Policy, IReadOnlyList<Diagnostic> Found) Read(string name, string text)
    {
        File(name, text);
        var diagnostics = new DiagnosticBag();
        return (PolicyReader.Read(name, _folder[name], diagnostics), diagnostics.Sorted());
    }

    private static string Line(Diagnostic found) => $"{found.Place} {found.Code} {found.Message}";
}
