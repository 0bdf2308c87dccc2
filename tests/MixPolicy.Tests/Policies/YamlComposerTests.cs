using System.Globalization;
using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using static MixPolicy.Tests.Policies.PolicyCases;

namespace MixPolicy.Tests.Policies;

/// <summary>What is wrong with YAML itself.</summary>
public class YamlComposerTests
{
    [Fact]
    public void Syntax_WhenWrong_SaysWhere() => Golden.Match(Transcript(
        ("open bracket", Head + "data: { sources: [ { name: web, paths: [ a }\n" + MixText + RuleText),
        ("open list over lines", "a: [1, 2\nb: 3\n"),
        ("open mapping over lines", "a: {x: 1\nb: 2\n"),
        ("open quote", Head + "seed: \"1\n"),
        ("tab for indent", Head + "data:\n\tsources: []\n"),
        ("bad indent", Head + "mix:\n   unit: records\n  budget: 3\n"),
        ("colon in text", Head + "output: a: b\n"),
        ("closing bracket", Head + "output: ]\n"),
        ("undefined alias", Head + "output: &out { dir: x }\nseed: *otu\n"),
        ("alias inside its anchor", Head + "output: &o { dir: *o }\n"),
        ("alias as a key", "mixpolicy: &m 1\n*m : 2\n"),
        ("list as a key", Head + "[ a, b ]: 1\n? { c: d }\n: 2\n" + DataText + MixText + RuleText),
        ("tags", "mixpolicy: !!int 1\nname: !mine small\noutput: !!map { dir: !!binary b3V0 }\n" + DataText + MixText + RuleText),
        ("two documents", Small + "---\n" + Small),
        ("document markers", "---\n" + Small + "...\n"),
        ("directives", "%YAML 1.2\n---\n" + Small),
        ("unknown directives", "%YAML 3.0\n%TAG ! tag:x,2026:\n# here\n%FOO bar\n---\n" + Small),
        ("escaped control character", "mixpolicy: 1\nname: \"a\\0b\"\n" + DataText + MixText + RuleText),
        ("escaped half of a pair", "mixpolicy: 1\nname: \"\\ud800\"\n" + DataText + MixText + RuleText),
        ("merge of a text", Head + "output: { <<: x, dir: out }\n" + DataText + MixText + RuleText),
        ("merge of itself", Head + "output: &o { <<: *o, dir: out }\n" + DataText + MixText + RuleText),
        ("merge twice", Head + "mix: { <<: { unit: records }, <<: { budget: 3 } }\n" + DataText + RuleText),
        ("merge of an unknown key, twice", Head + MixText + RuleText + "data:\n  sources:\n    - &a { name: web, paths: [ a ], on_bad: fail }\n    - { <<: *a, name: books }\n    - { <<: *a, name: news }\n")));

    [Theory]
    [InlineData("\0", "4,7 MIX0101 The policy holds the character U+0000, which no editor shows; remove it.")]
    [InlineData("\u0007", "4,7 MIX0101 The policy holds the character U+0007, which no editor shows; remove it.")]
    [InlineData("\u2028", "4,7 MIX0101 The policy holds the character U+2028, which no editor shows; remove it.")]
    [InlineData("\uFEFF", "4,7 MIX0101 The policy holds the character U+FEFF, which no editor shows; remove it.")]
    public void Compose_UnseenCharacter_IsRefusedAtItsPlace(string unseen, string expected) =>
        Assert.Equal(expected, One(Encoding.UTF8.GetBytes("mixpolicy: 1\r\nname: small\r\n# é\nseed: " + unseen + "1\n")));

    [Theory]
    [InlineData(new byte[] { 0xFF }, "2,8 MIX0101 The policy is not UTF-8 here: bytes FF. Save it as UTF-8.")]
    [InlineData(new byte[] { 0xC3, 0x28 }, "2,8 MIX0101 The policy is not UTF-8 here: bytes C3. Save it as UTF-8.")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "2,8 MIX0101 The policy is not UTF-8 here: bytes ED. Save it as UTF-8.")]
    public void Compose_InvalidUtf8_IsRefusedAtItsPlace(byte[] wrong, string expected) =>
        Assert.Equal(expected, One([.. "# café\nname: \u00e9"u8, .. wrong, .. "\n"u8]));

    [Fact]
    public void Compose_Utf16_IsRefused() =>
        Assert.Equal("1,1 MIX0101 The policy is UTF-16; save it as UTF-8.", One([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Small)]));

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("[\n")]
    public void Compose_NestingOfAHundredThousandLevels_IsRefused(string level)
    {
        var text = "mixpolicy: " + (level is "- " or "? " ? "\n  " : "") + string.Concat(Enumerable.Repeat(level, 100_000));

        Assert.Contains("MIX0109 The policy nests more than 64 levels deep here", One(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_AliasBomb_IsRefused()
    {
        var bomb = new StringBuilder("a: &a [ x, x, x, x, x, x, x, x, x ]\n");
        for (var c = 'b'; c <= 'z'; c++) bomb.Append(c).Append(": &").Append(c).Append(" [ ").AppendJoin(", ", Enumerable.Repeat("*" + (char)(c - 1), 9)).Append(" ]\n");

        Assert.Equal(
            "6,9 MIX0109 With its aliases written out the policy has more than 100000 values here; no policy needs that.",
            One(Encoding.UTF8.GetBytes(bomb.ToString())));
    }

    [Fact]
    public void Compose_MergeBomb_IsRefused()
    {
        var bomb = new StringBuilder("a: &a { k: 1 }\n");
        for (var c = 'b'; c <= 'z'; c++) bomb.Append(CultureInfo.InvariantCulture, $"{c}: &{c} {{ <<: *{(char)(c - 1)}, k{c}: *{(char)(c - 1)} }}\n");

        Assert.Contains("MIX0109", One(Encoding.UTF8.GetBytes(bomb.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_FileAboveTheLimit_IsRefused() =>
        Assert.Equal("0,0 MIX0109 The policy has 4194305 bytes; at most 4194304 are read.", One(new byte[(4 * 1024 * 1024) + 1]));

    [Fact]
    public void Compose_ByteOrderMarkAndCrLf_ChangeNothing()
    {
        var plain = Stands(Small);
        var windows = Stands("\uFEFF" + Small.Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal(plain.Sources.Select(s => s.Place), windows.Sources.Select(s => s.Place));
        Assert.Equal(plain.Mix.Place, windows.Mix.Place);
    }

    [Fact]
    public void Compose_MergedKeys_GiveWayToWrittenOnes()
    {
        var policy = Stands(Head + """
            data:
              sources:
                - &web
                  name: web
                  paths: &paths [ a.jsonl ]
                  tags: &tags { origin: human, license: MIT }
                - name: books
                  on_bad_record: quarantine
                  <<: *web
                  tags: { <<: [ { license: CC0-1.0 }, *tags ], domain: books }
            
            """ + MixText + RuleText);

        var books = policy.Sources[1];
        Assert.Equal("books", books.Name);
        Assert.Equal(["a.jsonl"], books.Paths.Select(p => p.Value));
        Assert.Equal(["domain=books", "license=CC0-1.0", "origin=human"], books.Tags.Select(t => $"{t.Key}={t.Value.Value}"));
    }

    [Fact]
    public void Compose_AnyNode_SpansItsText()
    {
        const string Text = """
            plain: some text   # why
            'quoted': "a \"b\" c"
            flow: [ 1, { a: b }, [], {} ]   # why
            block:
              - x
              - y: 1
                z: [ 2 ]

            # after
            literal: last
            """;
        var diagnostics = new DiagnosticBag();
        var root = Assert.IsType<YamlMapping>(YamlComposer.Compose("p.yaml", Text, new YamlBudget(), diagnostics));

        Assert.Equal(
            "some text|\"a \\\"b\\\" c\"|[ 1, { a: b }, [], {} ]|- x\n  - y: 1\n    z: [ 2 ]|last",
            string.Join('|', root.Entries.Select(e => Spanned(Text, e.Value.Place))));
        Assert.Equal("1|{ a: b }|[]|{}", string.Join('|', ((YamlSequence)root.Find("flow")!.Value).Items.Select(i => Spanned(Text, i.Place))));
        Assert.Equal("plain|'quoted'|flow|block|literal", string.Join('|', root.Entries.Select(e => Spanned(Text, e.Key.Place))));
    }

    private static string Spanned(string text, Place place)
    {
        var lines = text.Split('\n');
        int Index(int line, int column) => lines.Take(line - 1).Sum(l => l.Length + 1) + column - 1;
        return text[Index(place.Line, place.Column)..Index(place.EndLine, place.EndColumn)];
    }

    private static string One(byte[] bytes)
    {
        var (policy, found) = Read(bytes);
        Assert.Null(policy);
        var only = Assert.Single(found);
        return $"{only.Place.Line},{only.Place.Column} {only.Code} {only.Message}";
    }
}
