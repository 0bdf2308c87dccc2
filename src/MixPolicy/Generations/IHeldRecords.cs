using MixPolicy.Manifests;

namespace MixPolicy.Generations;

/// <summary>The records that are held now, by who they are.</summary>
internal interface IHeldRecords
{
    /// <summary>Who a record is here; null when there is none of its source.</summary>
    RowIdentity? Identity(ReadOnlySpan<byte> source, ReadOnlySpan<byte> id);

    /// <summary>Who is held, of a partition by the head of the identity, sorted; it lives until the next call with the same room.</summary>
    Span<RowIdentity> Load(int partition, ref RowIdentity[] room);

    /// <summary>What stands under some sources and ids, in their order; null where nothing does.</summary>
    IReadOnlyList<HeldRecord?> Find(IReadOnlyList<MissingRecord> records);
}
