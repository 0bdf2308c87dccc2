using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Generations;

/// <summary>Where the parent's human records must still be.</summary>
internal enum KeptIn
{
    /// <summary>In the pool: what could be taken.</summary>
    Pool,

    /// <summary>In the manifest: what is taken.</summary>
    Manifest,
}

/// <summary>What a policy says of the generation before. Immutable.</summary>
/// <param name="Place">Where the rule stands.</param>
/// <param name="Parent">The parent's lineage report, relative to the policy's folder; null when none is named.</param>
/// <param name="KeepPlace">Where <c>keep</c> stands, else the rule.</param>
/// <param name="In">Where the parent's human records must be.</param>
/// <param name="InPlace">Where <c>in</c> stands, else the rule.</param>
/// <param name="Tombstones">The file of what was taken down, relative to the policy's folder; null when there is none.</param>
/// <param name="Soft">True when <c>severity: warn</c> turns violations into warnings.</param>
internal sealed record ParentTerms(
    Place Place, Located<string>? Parent, Place KeepPlace, KeptIn In, Place InPlace, Located<string>? Tombstones, bool Soft);
