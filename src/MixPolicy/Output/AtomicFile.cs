namespace MixPolicy.Output;

/// <summary>Writes one file so that a reader, or a run after a crash, finds the old bytes or the new ones and nothing between.</summary>
internal static class AtomicFile
{
    /// <summary>Writes as <see cref="Write"/> does and makes the folders; a file whose bytes are these already is left alone, its times too.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="bytes">The whole content.</param>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">A right is missing, or <paramref name="path"/> is a folder.</exception>
    public static void Update(string path, ReadOnlySpan<byte> bytes)
    {
        var file = new FileInfo(path);
        if (file.Exists && file.Length == bytes.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) return;
        if (Path.GetDirectoryName(path) is { } folder) Directory.CreateDirectory(folder);
        Write(path, bytes);
    }

    /// <summary>
    /// Writes <paramref name="bytes"/> under a hidden name in the folder of <paramref name="path"/>, flushes them to the disk, renames
    /// them over what was there and flushes the folder. On failure the hidden file is removed and the old file is untouched.
    /// </summary>
    /// <param name="path">Absolute path; its folder exists.</param>
    /// <param name="bytes">The whole content.</param>
    /// <param name="beforeRename">Called when the bytes are on the disk and the old file still stands; for tests.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A right is missing, or <paramref name="path"/> is a folder.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes, Action? beforeRename = null)
    {
        var folder = Path.GetDirectoryName(path) ?? throw new ArgumentException($"'{path}' names no file", nameof(path));
        var staged = Path.Combine(folder, OutputNames.Staged(Path.GetFileName(path)));
        try
        {
            using (var handle = File.OpenHandle(staged, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                RandomAccess.Write(handle, bytes, fileOffset: 0);
                RandomAccess.FlushToDisk(handle);
            }

            beforeRename?.Invoke();
            File.Move(staged, path, overwrite: true);
        }
        catch (Exception exception) when (OutputUnwritableException.IsCause(exception))
        {
            QuietDelete.OfFile(staged);
            throw;
        }

        DirectoryFlush.Run(folder);
    }
}
