namespace MixPolicy.Scanning;

/// <summary>The words of the reference: what the words of a mix are measured against. Immutable.</summary>
/// <param name="Words">Words of its texts, each record once.</param>
/// <param name="Rare">Those of them that are rare, each record measured against the others: what as many words of other human text would hold.</param>
/// <param name="Group">The rare types.</param>
/// <param name="Halves">How well one half of it foretells the other.</param>
internal sealed record WordReference(long Words, long Rare, WordGroups Group, WordHalves Halves);

/// <summary>The two halves of a reference, by a bit of the digests: the human-against-human baseline of presence. Immutable.</summary>
/// <param name="WordsA">Words of the first half.</param>
/// <param name="WordsB">Words of the second half.</param>
/// <param name="GroupA">Types that are rare in the first half, by the records of that half that hold them.</param>
/// <param name="RecalledByB">How many of them the second half holds.</param>
/// <param name="GroupB">Types that are rare in the second half.</param>
/// <param name="RecalledByA">How many of them the first half holds.</param>
internal sealed record WordHalves(long WordsA, long WordsB, WordGroups GroupA, long RecalledByB, WordGroups GroupB, long RecalledByA);
