using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Sources;

namespace MixPolicy.Signing;

/// <summary>Lists what a folder's signature covers: every regular file in it and below, but for <see cref="FolderStatement.Ignored"/>.</summary>
internal static class FolderListing
{
    /// <summary>Paths by name, in the order of names.</summary>
    /// <param name="folder">Absolute path of the folder.</param>
    /// <param name="passes">Whether an entry at the top is passed over beside those that always are.</param>
    /// <exception cref="SigningException">Something in it is neither a file nor a folder, or has a name that cannot be signed.</exception>
    public static SortedDictionary<string, string> Of(string folder, Func<string, bool>? passes = null)
    {
        var files = new SortedDictionary<string, string>(FolderStatement.Order);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (!FolderStatement.Ignored.Contains(entry.Name) && passes?.Invoke(entry.Name) != true) Add(files, entry, entry.Name);
        }

        return files;
    }

    private static void Add(SortedDictionary<string, string> files, FileSystemInfo entry, string name)
    {
        if (!IsText(entry.Name)) throw Unsignable(name, "has a name that is not valid text");
        if (entry.LinkTarget is not null || entry.Attributes.HasFlag(FileAttributes.ReparsePoint)) throw Unsignable(name, "is a symbolic link");
        if (entry is DirectoryInfo folder)
        {
            foreach (var inner in folder.EnumerateFileSystemInfos()) Add(files, inner, $"{name}/{inner.Name}");
            return;
        }

        if (StatxCall.Of(entry.FullName) is { IsRegularFile: false }) throw Unsignable(name, "is not a regular file");
        files.Add(name, entry.FullName);
    }

    // Where bytes of a name are no UTF-8 .NET shows U+FFFD, under which the file cannot be found again.
    private static bool IsText(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '\uFFFD') return false;
            if (char.IsSurrogatePair(name, i)) i++;
            else if (char.IsSurrogate(name[i])) return false;
        }

        return true;
    }

    private static SigningException Unsignable(string name, string why) => new(
        Codes.FolderUnsignable, $"{Shown.Quote(name)} in the output folder {why}: a signature covers regular files only", "move it out of the output folder");
}
