using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Sources;

namespace MixPolicy.Reuse;

/// <summary>Gathers what a result rests on; one thing that may change unseen, and there is no seal. Each thing is stamped first and then looked at.</summary>
/// <param name="policy">The policy, as it was read.</param>
/// <param name="stamps">Takes the stamps.</param>
/// <param name="mark">A change time that the system gave before the first stamp was taken.</param>
internal sealed class SealMaker(Policy policy, FileStamps stamps, long mark)
{
    private readonly List<(string Path, StatxResult Found)> _stand = [];
    private readonly List<string> _absent = [];
    private bool _isSound = true;

    /// <summary>A file whose content is known to be what it was.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="stamp">Taken before it was looked at; null where there is none.</param>
    public void Add(string path, FileStamp? stamp)
    {
        // The system is asked once more, for what a stamp leaves out; it must say the same of the rest.
        if (stamp is not null && stamp.IsSettledAt(mark) && StatxCall.Of(path) is { } found && stamp.IsOf(found)) _stand.Add((path, found));
        else _isSound = false;
    }

    /// <summary>What must not be there.</summary>
    public void AddAbsent(string path) => _absent.Add(path);

    /// <summary>The policy and what it extends: its packs are the tool's own.</summary>
    public void AddPolicy(BuildRequest request)
    {
        Add(Path.GetFullPath(request.Policy, request.Directory), policy.Bytes);
        foreach (var extended in policy.Extended.Where(e => !e.Name.StartsWith("mixpolicy:", StringComparison.Ordinal)))
        {
            Add(Path.GetFullPath(extended.Name, policy.Folder), extended.Bytes);
        }
    }

    /// <summary>The folders in which files of the sources may come and go.</summary>
    /// <param name="files">The files as they were found.</param>
    public void AddFolders(IReadOnlyList<SourceFile> files)
    {
        var listed = new SortedSet<string>(StringComparer.Ordinal);
        SourceResolver.Resolve(policy, new DiagnosticBag(), listed);
        foreach (var folder in listed) Add(folder, stamps.OfFolder(folder));

        // Once more, now that the folders are stamped: what came or went before shows here, what comes or goes later shows in the stamps.
        var diagnostics = new DiagnosticBag();
        var again = new SortedSet<string>(StringComparer.Ordinal);
        _isSound &= SourceResolver.Resolve(policy, diagnostics, again).SequenceEqual(files) && again.SetEquals(listed) && !diagnostics.HasErrors;

        // What a link leads to may come, go or become something else without a trace in the folder of the link.
        var named = files.Select(f => Path.GetFullPath(f.Name, policy.Folder)).ToHashSet(StringComparer.Ordinal);
        _isSound &= listed.All(folder => HasOnlyLinks(folder, named, listed));

        // Where links are on the way, by the name that it was found under too: then they are followed anew.
        foreach (var file in files)
        {
            if (Path.GetFullPath(file.Name, policy.Folder) is var name && name != file.FullPath) Add(name, stamps.Of(file.FullPath));
        }
    }

    /// <summary>The seal; null when something may change unseen.</summary>
    public byte[]? Make(BuildRequest request, BuildResult result)
    {
        if (!_isSound) return null;
        using var bytes = new MemoryStream();
        using var seal = new BinaryWriter(bytes, Encoding.UTF8);
        BuildSeal.Begin(seal, request, result);
        foreach (var (path, found) in _stand) BuildSeal.Put(seal, path, found);
        foreach (var path in _absent) BuildSeal.PutAbsent(seal, path);
        return BuildSeal.End(seal, bytes);
    }

    private static bool HasOnlyLinks(string folder, HashSet<string> files, SortedSet<string> folders)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFileSystemInfos().All(e => e.LinkTarget is null || files.Contains(e.FullName) || folders.Contains(e.FullName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Add(string path, byte[] content)
    {
        var stamp = stamps.Of(path);
        try
        {
            _isSound &= File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _isSound = false;
        }

        Add(path, stamp);
    }
}
