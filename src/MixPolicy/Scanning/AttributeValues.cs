using System.Buffers.Text;

namespace MixPolicy.Scanning;

/// <summary>
/// The attributes of the record at hand. Derived classes bring the string columns from a source's batch or from a manifest; what the
/// common columns mean as attributes is decided here, once. Buffers are reused: a span dies with the next record.
/// </summary>
internal abstract class AttributeValues(RecordSchema schema)
{
    private readonly byte[] _digits = new byte[12];

    /// <summary>Where the text comes from.</summary>
    public Origin Origin { get; protected set; }

    /// <summary>Models between the record and human text; null when unknown. A human record that says nothing has depth 0.</summary>
    public int? Depth { get; protected set; }

    /// <summary>Microseconds since 1970, UTC; null when missing or unreadable.</summary>
    public long? CollectedAt { get; protected set; }

    /// <summary>What rules ask of the date.</summary>
    public virtual DateFacts Dates => schema.Dates(Origin, CollectedAt);

    /// <summary>The value of a use (<see cref="RecordSchema.Uses"/>) as UTF-8; empty and not present when the record lacks it.</summary>
    public ReadOnlySpan<byte> Text(int use, out bool present)
    {
        switch (schema.KindOfUse[use])
        {
            case UseKind.CollectedAt:
                present = CollectedAt is not null;
                return default;
            case UseKind.Origin:
                present = Origin != Origin.Unknown;
                return default;
            case UseKind.Depth:
                present = Depth is not null;
                Utf8Formatter.TryFormat(Depth ?? 0, _digits, out var length);
                return _digits.AsSpan(0, length);
            case UseKind.Always:
                present = true;
                return default;
            default:
                return Column(schema.ColumnOfUse[use], out present);
        }
    }

    /// <summary>What a class holds of the value of a use.</summary>
    public virtual ReadOnlySpan<byte> Kept(int use, out bool present)
    {
        var value = Text(use, out present);
        return present ? schema.Kept(use, value) : default;
    }

    /// <summary>Nothing but blanks proves nothing.</summary>
    protected static bool IsBlank(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(" \t\r\n"u8);

    /// <summary>The value of a string column (<see cref="RecordSchema.Columns"/>) as UTF-8; empty or blank text counts as lacking.</summary>
    public abstract ReadOnlySpan<byte> Column(int column, out bool present);
}
