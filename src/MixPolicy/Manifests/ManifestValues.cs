using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>The attributes of one row of a manifest. Freshness is counted anew from date and origin; the row's own word is not taken.</summary>
internal sealed class ManifestValues(RecordSchema schema, IReadOnlyList<int> columns, int origin, int depth, int collectedAt) : AttributeValues(schema)
{
    private RecordBatch _batch = new([]);
    private int _row;

    /// <summary>What a cell says of the origin.</summary>
    public static Origin OriginOf(ValueColumn cells, int row) => Origins.TryParse(cells.Utf8(row), out var found) ? found : Origin.Unknown;

    /// <summary>What a cell says of the depth; null when it is missing or no depth.</summary>
    public static int? DepthOf(ValueColumn cells, int row) =>
        cells.Kind(row) == ValueKind.Integer && cells.Number(row) is >= 0 and <= int.MaxValue and var depth ? (int)depth : null;

    /// <summary>What a cell says of the date; null when it is missing or no date.</summary>
    public static long? DateOf(ValueColumn cells, int row) => cells.Kind(row) == ValueKind.Instant ? cells.Number(row)
        : DateReader.TryRead(cells.Utf8(row), out var date) ? date
        : null;

    /// <summary>What a cell says of a string column; nothing where that is blank.</summary>
    public static ReadOnlySpan<byte> TextOf(ValueColumn cells, int row, out bool present)
    {
        var text = cells.Kind(row) is ValueKind.InvalidUtf8 or ValueKind.Nested ? default : cells.Utf8(row);
        present = !IsBlank(text);
        return present ? text : default;
    }

    /// <summary>Turns to a row.</summary>
    public void Turn(RecordBatch batch, int row)
    {
        (_batch, _row) = (batch, row);
        Origin = OriginOf(batch.Columns[origin], row);
        Depth = DepthOf(batch.Columns[depth], row);
        CollectedAt = DateOf(batch.Columns[collectedAt], row);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Column(int column, out bool present) => TextOf(_batch.Columns[columns[column]], _row, out present);
}
