using System.Security.Cryptography;
using MixPolicy.Generations;
using MixPolicy.Output;
using MixPolicy.Policies;
using MixPolicy.Sources;

namespace MixPolicy.Reuse;

/// <summary>
/// What a result depends on besides the bytes of its sources: the tool's version and this very build of it, the policy, the paths that the
/// outputs name, and which files there are, in order. The number of threads, the format of the report and how the policy's path was written are not.
/// </summary>
internal static class BuildKey
{
    /// <summary>SHA-256, lower-case hex.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="policy">The policy, whose digest covers all that it extends.</param>
    /// <param name="folder">Absolute path of the output folder.</param>
    /// <param name="files">The files of the sources, as they resolve.</param>
    /// <param name="others">The files that the result rests on beside them, with the digests that they must have.</param>
    public static string Of(BuildRequest request, Policy policy, string folder, IReadOnlyList<SourceFile> files, IReadOnlyList<InputFile> others)
    {
        using var bytes = new MemoryStream();
        using var parts = new BinaryWriter(bytes);
        parts.Write(request.ToolVersion);

        // Names the libraries that it was compiled with, too; what the runtime decodes and compresses is in its version.
        parts.Write(typeof(BuildKey).Module.ModuleVersionId.ToByteArray());
        parts.Write(Environment.Version.ToString());
        parts.Write(policy.Digest);
        parts.Write(request.AsOf?.DayNumber ?? -1);
        parts.Write(request.NoWaivers);
        parts.Write(OutputPaths.Relative(folder, policy.Folder));
        parts.Write(OutputPaths.Relative(folder, Path.GetFullPath(request.Policy, request.Directory)));
        parts.Write(files.Count);
        foreach (var file in files)
        {
            parts.Write(file.Source);
            parts.Write(file.Name);
        }

        parts.Write(others.Count);
        foreach (var file in others)
        {
            parts.Write(file.Name);
            parts.Write(file.Sha256);
        }

        parts.Flush();
        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }
}
