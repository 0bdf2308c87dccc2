using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MixPolicy.Lineage;

namespace MixPolicy.Signing;

/// <summary>
/// What is signed of a folder: the statement of OpenSSF Model Signing v1.0, method <c>files</c>. The digest of its subject is that of the files' digests one
/// after another, which names no file: two files may change names under it. The list under <c>resources</c> is what binds names.
/// </summary>
internal static class FolderStatement
{
    /// <summary>Name of the signature in the folder.</summary>
    public const string FileName = "mixpolicy.sig";

    /// <summary>The type of the predicate.</summary>
    public const string PredicateType = "https://model_signing/signature/v1.0";

    /// <summary>
    /// Paths in the folder that are not signed: what version control has there, what a build keeps for the next, what a violated build leaves beside the
    /// last good outputs, and the signature.
    /// </summary>
    public static IReadOnlyList<string> Ignored { get; } =
    [
        ".git", ".gitattributes", ".github", ".gitignore", Output.OutputNames.Own, Output.OutputNames.Journal, Output.OutputNames.Lock, FileName,
        Output.BuildOutputs.QuarantineName, ViolationsWriter.FileName,
    ];

    /// <summary>The order of names: by the bytes of their UTF-8, which is that of their code points.</summary>
    public static IComparer<string> Order { get; } =
        Comparer<string>.Create((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));

    /// <summary>The statement's bytes.</summary>
    /// <param name="folder">The folder's own name; informational.</param>
    /// <param name="files">What it holds, by <see cref="Order"/>.</param>
    public static byte[] Write(string folder, IReadOnlyList<FolderFile> files) => CanonicalJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("_type", StatementWriter.StatementType);
        json.WriteStartArray("subject");
        json.WriteStartObject();
        json.WriteString("name", folder);
        json.WriteStartObject("digest");
        json.WriteString("sha256", Root(files));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("predicateType", PredicateType);
        json.WriteStartObject("predicate");
        json.WriteStartArray("resources");
        foreach (var file in files) Write(json, file);
        json.WriteEndArray();
        json.WriteStartObject("serialization");
        json.WriteString("method", "files");
        json.WriteString("hash_type", "sha256");
        json.WriteBoolean("allow_symlinks", false);
        json.WriteStartArray("ignore_paths");
        foreach (var path in Ignored) json.WriteStringValue(path);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, FolderFile file)
    {
        json.WriteStartObject();
        json.WriteString("name", file.Name);
        json.WriteString("digest", file.Sha256);
        json.WriteString("algorithm", "sha256");
        json.WriteEndObject();
    }

    private static string Root(IReadOnlyList<FolderFile> files)
    {
        using var root = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files) root.AppendData(Convert.FromHexString(file.Sha256));
        return Convert.ToHexStringLower(root.GetCurrentHash());
    }
}
