namespace MixPolicy.Manifests;

/// <summary>One flat column.</summary>
/// <param name="Name">What readers call it; unique in its file.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Nullable">Whether a row may lack it.</param>
internal sealed record ManifestColumn(string Name, ManifestType Type, bool Nullable);
