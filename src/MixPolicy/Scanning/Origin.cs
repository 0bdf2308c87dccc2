using System.Text;

namespace MixPolicy.Scanning;

/// <summary>Where a record's text comes from. Stored as this number in the record index; written out by name everywhere else.</summary>
internal enum Origin : byte
{
    /// <summary>Missing or unreadable. Counts as synthetic: fail closed.</summary>
    Unknown,

    /// <summary>Written by people.</summary>
    Human,

    /// <summary>A person's text that a person changed. Counts as human.</summary>
    HumanEdited,

    /// <summary>People and models both. Counts as synthetic.</summary>
    Mixed,

    /// <summary>Written by a model.</summary>
    Synthetic,

    /// <summary>Written by rules or a simulator. Counts as synthetic.</summary>
    Algorithmic,
}

/// <summary>Names and classes of origins.</summary>
internal static class Origins
{
    private static readonly string[] Names = ["unknown", "human", "human_edited", "mixed", "synthetic", "algorithmic"];

    private static readonly byte[][] Utf8Names = [.. Names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The words that a policy or a record may use.</summary>
    public static IReadOnlyList<string> Words => Names;

    /// <summary>The word for an origin.</summary>
    public static string Name(this Origin origin) => Names[(int)origin];

    /// <summary>The word for an origin, as UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8(this Origin origin) => Utf8Names[(int)origin];

    /// <summary>Human in every rule: <c>human</c> and <c>human_edited</c>, nothing else.</summary>
    public static bool IsHuman(this Origin origin) => origin is Origin.Human or Origin.HumanEdited;

    /// <summary>Reads a word exactly; anything else is <see cref="Origin.Unknown"/> and <c>false</c>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> word, out Origin origin)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (Ascii.Equals(word, Names[i]))
            {
                origin = (Origin)i;
                return true;
            }
        }

        origin = Origin.Unknown;
        return false;
    }
}
