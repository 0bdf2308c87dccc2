namespace MixPolicy.Manifests;

/// <summary>The columns that a manifest has where a rule counts words, after all others.</summary>
internal static class WordColumns
{
    /// <summary>Words of the text.</summary>
    public const string Words = "words";

    /// <summary>Those that are rare to the record, of the types that are counted.</summary>
    public const string RareTokens = "rare_tokens";

    /// <summary>The reference's rare types that the text holds: their hashes in hex, ascending, parted by spaces; null for none.</summary>
    public const string RareTypes = "rare_types";

    /// <summary>Hex digits of a type.</summary>
    public const int TypeDigits = 16;

    /// <summary>In their order.</summary>
    public static IReadOnlyList<ManifestColumn> All { get; } =
    [
        new(Words, ManifestType.Int64, Nullable: false),
        new(RareTokens, ManifestType.Int64, Nullable: false),
        new(RareTypes, ManifestType.Text, Nullable: true),
    ];
}
