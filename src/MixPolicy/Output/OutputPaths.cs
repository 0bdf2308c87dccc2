using MixPolicy.Policies;

namespace MixPolicy.Output;

/// <summary>Where the outputs of a run go.</summary>
internal static class OutputPaths
{
    /// <summary>Absolute path of the folder: the request's, else the policy's, else <c>out/&lt;name&gt;</c> beside the policy.</summary>
    public static string Folder(BuildRequest request, Policy policy) => request.Out is { } asked
        ? Path.GetFullPath(asked, request.Directory)
        : Path.GetFullPath(policy.OutputDir ?? Path.Combine("out", policy.Name), policy.Folder);

    /// <summary>The path from one folder to a file or folder, with <c>/</c>.</summary>
    public static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');
}
