using MixPolicy.Scanning;

namespace MixPolicy.Manifests;

/// <summary>The columns of a manifest, in order. Their meanings are fixed by the policy language.</summary>
internal static class ManifestLayout
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "manifest.parquet";

    /// <summary>The columns that every manifest has.</summary>
    public static IReadOnlyList<ManifestColumn> Common { get; } =
    [
        new("source", ManifestType.Text, Nullable: false),
        new("file", ManifestType.Text, Nullable: false),
        new("row_group", ManifestType.Int32, Nullable: true),
        new("row", ManifestType.Int64, Nullable: false),
        new("id", ManifestType.Text, Nullable: false),
        new("digest", ManifestType.Fixed32, Nullable: false),
        new("origin", ManifestType.Text, Nullable: false),
        new("depth", ManifestType.Int32, Nullable: true),
        new("generator", ManifestType.Text, Nullable: true),
        new("collected_at", ManifestType.Timestamp, Nullable: true),
        new("tokens", ManifestType.Int64, Nullable: true),
        new("bytes", ManifestType.Int64, Nullable: false),
        new("repetitions", ManifestType.Int32, Nullable: false),
        new("stratum", ManifestType.Text, Nullable: false),
        new("fresh", ManifestType.Boolean, Nullable: true),
    ];

    /// <summary>The common columns, one for each attribute that a rule speaks of, and what rules count of the texts.</summary>
    public static IReadOnlyList<ManifestColumn> Of(RecordSchema schema) =>
        [.. Common, .. schema.Columns.Skip(1).Select(name => new ManifestColumn(name, ManifestType.Text, Nullable: true)), .. Found(schema)];

    /// <summary>What rules find in the texts: no text of the user's.</summary>
    public static IReadOnlyList<ManifestColumn> Found(RecordSchema schema) =>
        [.. schema.Near is null ? [] : new[] { NearColumn.Column }, .. schema.Words is null ? [] : WordColumns.All];
}
