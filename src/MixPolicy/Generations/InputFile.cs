namespace MixPolicy.Generations;

/// <summary>A file that a build rests on beside its sources.</summary>
/// <param name="Name">Relative to the policy's folder, with <c>/</c>.</param>
/// <param name="FullPath">Where it is, absolute; never part of hashed bytes.</param>
/// <param name="Sha256">What its content must be, lower-case hex.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record InputFile(string Name, string FullPath, string Sha256, long Bytes);
