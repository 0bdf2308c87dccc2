using System.Text;
using MixPolicy.Scanning;

namespace MixPolicy.Manifests;

/// <summary>The attributes that all records of a class have, for finding the same class in another table.</summary>
internal sealed class ClassValues(RecordSchema schema) : AttributeValues(schema)
{
    private readonly RecordSchema _schema = schema;
    private RecordClass? _record;

    /// <summary>Turns to a class.</summary>
    public void Turn(RecordClass record)
    {
        (_record, Origin, Depth, CollectedAt) = (record, record.Origin, record.Depth, null);
        for (var use = 0; use < record.Values.Count; use++)
        {
            if (_schema.KindOfUse[use] == UseKind.CollectedAt && record.Values[use] is not null) CollectedAt = 0; // some date: which one no class tells
        }
    }

    /// <inheritdoc/>
    public override DateFacts Dates => _record!.Dates;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Kept(int use, out bool present) =>
        _schema.KindOfUse[use] == UseKind.Column ? Text(use, out present) : base.Kept(use, out present);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Column(int column, out bool present)
    {
        string? value = null;
        for (var use = 0; use < _record!.Values.Count; use++)
        {
            if (_schema.ColumnOfUse[use] == column) value = _record.Values[use];
        }

        present = value is not null;
        return value is null ? default : Encoding.UTF8.GetBytes(value);
    }
}
