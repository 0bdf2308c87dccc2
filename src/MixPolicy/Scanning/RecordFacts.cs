namespace MixPolicy.Scanning;

/// <summary>
/// One <see cref="RecordFact"/> a record of the index, in a mapped scratch file that exists from the first fact on: memory is the system's to take
/// back. Facts of different records may be set from any thread at once; those of one record come one after the other. Read when all are set.
/// </summary>
internal sealed class RecordFacts(string path, long records) : IDisposable
{
    private readonly MappedScratch _file = new(path, records * sizeof(ushort));

    /// <summary>Whether any record has one.</summary>
    public bool Any => _file.Made is not null;

    /// <summary>Adds a fact to what is known of a record.</summary>
    /// <param name="record">Its number in the index.</param>
    /// <param name="fact">The fact.</param>
    public void Add(long record, RecordFact fact)
    {
        var view = _file.Make();
        view.Write(record * sizeof(ushort), new RecordFact(view.ReadUInt16(record * sizeof(ushort))).And(fact).Bits);
    }

    /// <summary>The facts of consecutive records; only where there are <see cref="Any"/>.</summary>
    public void Read(long first, Span<ushort> facts)
    {
        var view = _file.Made!;
        for (var i = 0; i < facts.Length; i++) facts[i] = view.ReadUInt16((first + i) * sizeof(ushort));
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
