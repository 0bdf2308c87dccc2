namespace MixPolicy.Lineage.Diff;

/// <summary>What became of the older mix's human records.</summary>
/// <param name="Line">The figures that are gone by.</param>
/// <param name="IsStated">Whether the newer report counted them in its pool; else they are counted from the manifests.</param>
/// <param name="Manifest">What the manifests show, whichever is gone by.</param>
/// <param name="Lost">The first ten whose text is gone from the manifest.</param>
/// <param name="Replaced">The first ten whose source and id have another text there.</param>
/// <param name="Relabelled">The first ten whose text is there, but not as human text.</param>
internal sealed record NeverReplace(
    ParentLine Line, bool IsStated, ParentLine Manifest, IReadOnlyList<NamedRow> Lost, IReadOnlyList<NamedRow> Replaced, IReadOnlyList<NamedRow> Relabelled)
{
    /// <summary>Whether any is missing and not excused.</summary>
    public bool IsBroken => Line.Lost + Line.Replaced + Line.NoLongerHuman > 0;
}
