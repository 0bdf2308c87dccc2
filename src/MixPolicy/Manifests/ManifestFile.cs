namespace MixPolicy.Manifests;

/// <summary>A manifest that was written.</summary>
/// <param name="Sha256">Digest of its bytes, lower-case hex.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record ManifestFile(string Sha256, long Bytes, long Rows);
