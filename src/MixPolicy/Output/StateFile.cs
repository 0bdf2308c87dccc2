namespace MixPolicy.Output;

/// <summary>
/// Where a build leaves what it remembers: in a folder of its own in the output folder, which version control is told to pass over.
/// Nothing depends on its being there: a fault of the file system here fails no build. The caller holds the folder's lock.
/// </summary>
internal static class StateFile
{
    private const string Name = "state.json";
    private const string Ignore = ".gitignore";
    private const int MaxBytes = 1 << 28;

    /// <summary>The bytes last left in an output folder; null when there are none.</summary>
    public static byte[]? Read(string folder)
    {
        try
        {
            var file = new FileInfo(PathIn(folder));
            return file.Exists && file.Length is > 0 and <= MaxBytes ? File.ReadAllBytes(file.FullName) : null;
        }
        catch (Exception exception) when (OutputUnwritableException.IsCause(exception))
        {
            return null;
        }
    }

    /// <summary>Makes the folder of our own if it is missing, and has version control pass over it; its absolute path.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static string MakeOwn(string folder)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, OutputNames.Own)).FullName;
        var ignore = Path.Combine(own, Ignore);
        if (!File.Exists(ignore)) AtomicFile.Write(ignore, "*\n"u8);
        return own;
    }

    /// <summary>Leaves them, or leaves none.</summary>
    public static void Write(string folder, ReadOnlySpan<byte> bytes)
    {
        try
        {
            AtomicFile.Write(Path.Combine(MakeOwn(folder), Name), bytes);
        }
        catch (Exception exception) when (OutputUnwritableException.IsCause(exception))
        {
            // See the type.
        }
    }

    /// <summary>Forgets: the outputs that they speak of are about to be replaced.</summary>
    /// <exception cref="IOException">The file cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be deleted.</exception>
    public static void Forget(string folder)
    {
        if (PathIn(folder) is var path && File.Exists(path)) File.Delete(path);
    }

    /// <summary>Removes what runs left that were killed while they wrote here.</summary>
    public static void Sweep(string folder)
    {
        var own = Path.Combine(folder, OutputNames.Own);
        if (!Directory.Exists(own)) return;
        foreach (var path in Directory.GetFiles(own))
            if (OutputNames.IsStaged(Path.GetFileName(path))) QuietDelete.OfFile(path);
    }

    private static string PathIn(string folder) => Path.Combine(folder, OutputNames.Own, Name);
}
