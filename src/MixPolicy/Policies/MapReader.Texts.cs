using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>Texts, words and flags.</summary>
internal sealed partial class MapReader
{
    /// <summary>A scalar as text, quoted or not.</summary>
    public Located<string>? Text(string key) => Scalar(key, "text") is { } scalar ? new(scalar.Text, scalar.Place) : null;

    /// <summary><c>true</c> or <c>false</c>, in no other spelling.</summary>
    public Located<bool>? Flag(string key)
    {
        const string Expected = "true or false";
        if (Scalar(key, Expected) is not { } scalar) return null;
        if (scalar is { IsPlain: true, Text: "true" or "false" }) return new(scalar.Text == "true", scalar.Place);
        var meant = scalar.Text.ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "y" or "1" => "Write true.",
            "false" or "no" or "off" or "n" or "0" => "Write false.",
            _ => "",
        };
        Wrong(key, scalar, Expected, meant);
        return null;
    }

    /// <summary>One of the words, exactly.</summary>
    public Located<string>? Word(string key, IReadOnlyList<string> allowed)
    {
        var expected = "one of " + string.Join(", ", allowed);
        if (Scalar(key, expected) is not { } scalar) return null;
        if (allowed.Contains(scalar.Text, StringComparer.Ordinal)) return new(scalar.Text, scalar.Place);
        Report(
            Codes.UnknownWord,
            scalar.Place,
            $"'{Name(key)}' must be {expected}; found {Shown.Quote(scalar.Text)}.{Spelling.DidYouMean(scalar.Text, allowed)}");
        return null;
    }

    /// <summary>A list of scalars as texts. May be empty.</summary>
    public IReadOnlyList<Located<string>>? Texts(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlSequence list:
                return ItemTexts(key, list);
            case YamlScalar { IsNull: false } one:
                Wrong(key, one, "a list", $"Write [ {Shown.Short(one.Text)} ].");
                return null;
            case var other:
                Wrong(key, other, "a list of texts such as [ a, b ]");
                return null;
        }
    }

    private List<Located<string>>? ItemTexts(string key, YamlSequence list)
    {
        var texts = new List<Located<string>>(list.Items.Count);
        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            if (item is YamlScalar { IsNull: false } scalar) texts.Add(new(scalar.Text, scalar.Place));
            else if (item is not YamlBroken) WrongAt($"{Name(key)}[{i}]", item.Place, item, "text");
        }

        return texts.Count == list.Items.Count ? texts : null;
    }
}
