using System.Text;

namespace MixPolicy.Policies;

/// <summary>Text of the user's as a message shows it: short, on one line, with what cannot be seen spelled out.</summary>
internal static class Shown
{
    private const int Longest = 60;
    private const int MostNames = 20;

    /// <summary>In single quotes.</summary>
    public static string Quote(string text) => $"'{Short(text)}'";

    /// <summary>Without quotes.</summary>
    public static string Short(string text) => Escape(text, Longest);

    /// <summary>At most so many characters, then an ellipsis.</summary>
    public static string Escape(string text, int longest)
    {
        var shown = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (i == longest) return shown.Append('…').ToString();
            if (text[i] == '\n') shown.Append("\\n");
            else if (text[i] == '\r') shown.Append("\\r");
            else if (text[i] == '\t') shown.Append("\\t");
            else if (YamlText.IsUnseen(text, i) || (i == longest - 1 && char.IsHighSurrogate(text[i]))) shown.Append(YamlText.Number(text[i]));
            else shown.Append(text[i]);
        }

        return shown.ToString();
    }

    /// <summary>Names, the first twenty of them.</summary>
    public static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(Short)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");

    /// <summary>A node by what it is.</summary>
    public static string Describe(YamlNode node) => node switch
    {
        YamlScalar { IsNull: true } => "nothing",
        YamlScalar { IsPlain: true } scalar => Quote(scalar.Text),
        YamlScalar scalar => $"the quoted text \"{Short(scalar.Text)}\"",
        YamlSequence => "a list",
        _ => "a mapping",
    };
}
