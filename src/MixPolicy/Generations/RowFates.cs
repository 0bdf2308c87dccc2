using MixPolicy.Scanning;

namespace MixPolicy.Generations;

/// <summary>
/// A <see cref="RowFate"/> a row of the parent's manifest, in a mapped scratch file that exists from the first one on: memory is the system's to take
/// back. Those of different rows may be set from any thread at once. Read when all are set.
/// </summary>
internal sealed class RowFates(string path, long rows) : IDisposable
{
    private readonly MappedScratch _file = new(path, rows);

    /// <summary>Whether any row has one.</summary>
    public bool Any => _file.Made is not null;

    /// <summary>The fate of a row.</summary>
    public RowFate this[long row]
    {
        get => _file.Made is { } view ? (RowFate)view.ReadByte(row) : RowFate.None;
        set => _file.Make().Write(row, (byte)value);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
