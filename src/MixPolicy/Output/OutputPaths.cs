using MixPolicy.Policies;

namespace MixPolicy.Output;

/// <summary>Where the outputs of a run go.</summary>
internal static class OutputPaths
{
    /// <summary>Absolute path of the folder: the request's, else the policy's, else one of the policy's name where the host keeps such, or in <c>out</c> beside the policy.</summary>
    public static string Folder(BuildRequest request, Policy policy) => Path.TrimEndingDirectorySeparator((request.Out, policy.OutputDir, request.DefaultOut) switch
    {
        ({ } asked, _, _) => Path.GetFullPath(asked, request.Directory),
        (null, { } said, _) => Path.GetFullPath(said, policy.Folder),
        (null, null, { } hosts) => Path.Combine(Path.GetFullPath(hosts, request.Directory), policy.Name),
        _ => Path.Combine(policy.Folder, "out", policy.Name),
    });

    /// <summary>The path from one folder to a file or folder, with <c>/</c>.</summary>
    public static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');
}
