namespace MixPolicy.Signing;

/// <summary>A file that a folder's signature covers.</summary>
/// <param name="Name">Path from the folder, with <c>/</c>.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
internal sealed record FolderFile(string Name, string Sha256);
