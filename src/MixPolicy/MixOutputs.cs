using MixPolicy.Diagnostics;
using MixPolicy.Output;
using MixPolicy.Policies;
using MixPolicy.Reuse;

namespace MixPolicy;

/// <summary>Where the outputs of builds are, and how they go away.</summary>
public static class MixOutputs
{
    /// <summary>Name of the manifest in an output folder.</summary>
    public const string ManifestName = Manifests.ManifestLayout.FileName;

    /// <summary>Name of the lineage report in an output folder.</summary>
    public const string LineageName = Lineage.LineageReport.FileName;

    /// <summary>The folder that a build would write to. Thread-safe; nothing is written.</summary>
    /// <param name="request">What would be asked for.</param>
    /// <param name="diagnostics">Why there is none: what keeps the policy from standing, by place.</param>
    /// <returns>Absolute path; null when the policy does not stand.</returns>
    public static string? FolderOf(BuildRequest request, out IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(request);
        var found = new DiagnosticBag();
        var policy = PolicyReader.Read(request.Policy, Path.GetFullPath(request.Policy, request.Directory), found, request.AsOf);
        diagnostics = found.Sorted();
        return policy is null || found.HasErrors ? null : OutputPaths.Folder(request, policy);
    }

    /// <summary>
    /// Whether a build would come to what an earlier one came to, because nothing that it rests on has changed: the policy, what it extends, the sources, the
    /// folders that they are looked for in, the parent, the outputs. Told from the seal and the file system's stamps alone, in a few milliseconds.
    /// Thread-safe; nothing is written.
    /// </summary>
    /// <param name="seal">Absolute path of the seal: see <see cref="BuildRequest.Seal"/>.</param>
    /// <param name="key">What <see cref="SealKey"/> gave for what was asked and said. Whoever has kept it must know that it asks for the same now.</param>
    /// <returns>False when anything has changed, or when it cannot be told: then build, which decides by content.</returns>
    public static bool AreCurrent(string seal, string key)
    {
        ArgumentNullException.ThrowIfNull(seal);
        ArgumentNullException.ThrowIfNull(key);
        return BuildSeal.Holds(seal, key);
    }

    /// <summary>What a seal is made for: a result, and everything of a request and of this build of the tool that it depends on beside files.</summary>
    public static string SealKey(BuildRequest request, BuildResult result)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(result);
        return BuildSeal.Key(request, result);
    }

    /// <summary>
    /// Deletes what builds for users made in a folder, and the folder if nothing else is in it; where others share it, nothing, until the last of them leaves.
    /// Outputs that were last made for nobody, as by the tool, stay.
    /// Waits while a build uses the folder. What is not there is no error.
    /// </summary>
    /// <param name="folder">Absolute path of an output folder.</param>
    /// <param name="files">Names of the files in it that builds made.</param>
    /// <param name="user">Who leaves it: see <see cref="BuildRequest.SharedBy"/>; null for nobody.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled; nothing was deleted.</exception>
    /// <exception cref="IOException">A file cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be deleted.</exception>
    public static void Delete(string folder, IReadOnlyList<string> files, string? user, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (!Directory.Exists(folder)) return;
        using (FolderLock.Await(folder, cancellation))
        {
            if (user is not null && !OutputUsers.Leave(folder, user)) return;
            if (!OutputUsers.Made(folder)) return;
            foreach (var file in files.Where(OutputNames.IsPlain)) File.Delete(Path.Combine(folder, file));
            var own = Path.Combine(folder, OutputNames.Own);
            if (Directory.Exists(own)) Directory.Delete(own, recursive: true);
        }

        QuietDelete.OfEmptyFolder(folder);
    }
}
