using MixPolicy.Sources;

namespace MixPolicy.Lineage.Audit;

/// <summary>Where the files of a source may lie: in the policy's folder, or in one that the policy lists. A report's word leads nowhere else. Thread-safe.</summary>
/// <param name="folder">Absolute folder of the policy.</param>
/// <param name="outside">Absolute folders that the policy allows beside it.</param>
internal sealed class AllowedFolders(string folder, IReadOnlyList<string> outside)
{
    /// <summary>Where a file really lies, absolute; null when it may not be read.</summary>
    /// <param name="name">As the report names it.</param>
    /// <param name="fault">Why it may not; null when it may.</param>
    public string? Find(string name, out string? fault)
    {
        fault = name.Length == 0 || name.Contains('\0', StringComparison.Ordinal) ? "that is no name of a file"
            : Path.IsPathRooted(name) ? "the name is absolute; reports name files from the policy's folder"
            : null;
        if (fault is not null) return null;
        try
        {
            var real = RealPath.Of(Path.GetFullPath(name, folder));
            if (RealPath.IsWithin(real, RealPath.Of(folder)) || outside.Any(o => RealPath.IsWithin(real, RealPath.Of(o)))) return real;
            fault = "it lies outside the policy's folder, and in none that the policy lists under data.allow_outside";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = e is UnauthorizedAccessException ? "a folder on the way may not be read" : "links on the way lead in a circle";
        }

        return null;
    }
}
