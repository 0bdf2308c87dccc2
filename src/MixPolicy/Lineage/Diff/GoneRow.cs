using MixPolicy.Manifests;

namespace MixPolicy.Lineage.Diff;

/// <summary>A human row of the older manifest whose text is gone from the newer one.</summary>
/// <param name="Identity">Who it is.</param>
/// <param name="Row">Its number in the manifest, from 0.</param>
internal readonly record struct GoneRow(RowIdentity Identity, long Row);
