using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>Which columns of a manifest are recounted, and where they stand in a batch. Immutable.</summary>
internal sealed class RecountLayout
{
    private static readonly string[] Needed = ["source", "id", "origin", "repetitions", "digest"];
    private static readonly string[] Optional = ["depth", "collected_at"];
    private readonly string[] _found;
    private readonly string[] _paths;

    /// <summary>What a policy's rules need.</summary>
    public RecountLayout(MixUnit unit, RecordSchema schema)
    {
        Schema = schema;
        UnitColumn = unit == MixUnit.Records ? null : unit.Word();
        _found = [.. ManifestLayout.Found(schema).Select(c => c.Name)];
        _paths = [.. Needed, .. UnitColumn is { } column ? new[] { column } : [], .. _found, .. Optional, .. schema.Columns];
        var firstColumn = _paths.Length - schema.Columns.Count;
        Columns = [.. schema.Columns.Select((_, i) => firstColumn + i)];
    }

    /// <summary>What classes hold.</summary>
    public RecordSchema Schema { get; }

    /// <summary>The columns to read.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>The column that says how large a record is; null where records are counted.</summary>
    public string? UnitColumn { get; }

    /// <summary>Where each of the schema's string columns stands.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>Where a column stands.</summary>
    public int At(string path) => Array.IndexOf(_paths, path);

    /// <summary>A reader of rows.</summary>
    public ManifestValues Values() => new(Schema, Columns, At("origin"), At("depth"), At("collected_at"));

    /// <summary>Checks that all that is needed is there.</summary>
    /// <exception cref="SourceFileException">A column is lacking.</exception>
    public void Demand(IReadOnlyList<string> missing)
    {
        var lacking = missing.Except(Optional).Except(Schema.Columns).ToList();
        if (lacking.Count == 0) return;
        throw new SourceFileException(
            Codes.ManifestUnreadable,
            $"the manifest lacks the columns {string.Join(", ", lacking)}",
            lacking.Exists(_found.Contains) ? "judge words and near duplicates by the manifest of a build under such a rule: they are found in the texts" : "see the manifest's columns in the policy language");
    }
}
