using System.Text;

namespace MixPolicy.Benchmarks.Corpus;

/// <summary>The letters that a vocabulary's words are built from: syllables of onset, nucleus and coda.</summary>
internal sealed record Script(string[] Onsets, string[] Nuclei, string[] Codas)
{
    public static Script Latin { get; } = new(
        Words("b c d f g h l m n p r s t w st tr th sh pr ch br gr pl cl"),
        Words("a e i o u a e i o ea ou io ai"),
        Words("_ _ _ n r s t l nd ng st m ck ve"));

    public static Script Accented { get; } = new(
        Words("b c d f g j l m n p r s t v qu ch pr tr gr pl ñ ç ß"),
        Words("a e i o u é è ê ö ü ä ø å ou ai"),
        Words("_ _ _ n r s t l nt ns ur x"));

    public static Script Cyrillic { get; } = new(
        Words("б в г д ж з к л м н п р с т ф х ч ш ст пр тр кр"),
        Words("а е и о у я ы ю о а е и"),
        Words("_ _ _ н л т м й в ть ст ск"));

    public static Script Han { get; } = new([.. Enumerable.Range(0x4E00, 1500).Select(code => new Rune(code).ToString())], ["_"], ["_"]);

    /// <summary>Appends one syllable; <c>_</c> stands for nothing.</summary>
    public void AppendSyllable(ref SplitMix64 random, StringBuilder word)
    {
        foreach (var choices in (ReadOnlySpan<string[]>)[Onsets, Nuclei, Codas])
        {
            var part = choices[random.Below(choices.Length)];
            if (part != "_")
                word.Append(part);
        }
    }

    private static string[] Words(string list) => list.Split(' ');
}
