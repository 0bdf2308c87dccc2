using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>The attributes of one row of a manifest. Freshness is counted anew from date and origin; the row's own word is not taken.</summary>
internal sealed class ManifestValues(RecordSchema schema, IReadOnlyList<int> columns, int origin, int depth, int collectedAt) : AttributeValues(schema)
{
    private RecordBatch? _batch;
    private int _row;

    /// <summary>Turns to a row.</summary>
    public void Turn(RecordBatch batch, int row)
    {
        (_batch, _row) = (batch, row);
        Origin = Origins.TryParse(batch.Columns[origin].Utf8(row), out var found) ? found : Origin.Unknown;
        Depth = depth >= 0 && batch.Columns[depth].Kind(row) == ValueKind.Integer && batch.Columns[depth].Number(row) is >= 0 and <= int.MaxValue and var d
            ? (int)d
            : Origin.IsHuman() && (depth < 0 || batch.Columns[depth].Kind(row) == ValueKind.Missing) ? 0 : null;
        CollectedAt = Date();
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Column(int column, out bool present)
    {
        var number = columns[column];
        var text = number < 0 || _batch!.Columns[number].Kind(_row) is ValueKind.InvalidUtf8 or ValueKind.Nested
            ? default
            : _batch.Columns[number].Utf8(_row);
        present = !IsBlank(text);
        return text;
    }

    private long? Date()
    {
        if (collectedAt < 0) return null;
        var cell = _batch!.Columns[collectedAt];
        return cell.Kind(_row) == ValueKind.Instant ? cell.Number(_row)
            : DateReader.TryRead(cell.Utf8(_row), out var date) ? date
            : null;
    }
}
