namespace MixPolicy.Output;

/// <summary>
/// The exclusive hold on an output folder, and the folders that had to be made for it.
/// <para>
/// The lock is a file opened without sharing (on Unix an advisory <c>flock</c>, which ends with the process), so what a killed run
/// leaves is a file that nobody holds: the next run takes it over. The file is deleted while still held. That is safe because
/// opening with OpenOrCreate, no sharing and DeleteOnClose makes .NET compare, once it has the lock, the file held with the file
/// at the path, and open anew when they differ: nobody ends up holding a file that was deleted under it. File systems without
/// locks (some network mounts) give no exclusion; the random part in every hidden name still keeps two runs' files apart.
/// </para>
/// </summary>
internal sealed class FolderLock : IDisposable
{
    // A run that made the folder and wrote nothing removes it when it ends; losing that race this often in a row is no race.
    private const int Attempts = 64;

    // A wait is about as long as a build: this much more is not noticed, and so many attempts are not either.
    private const int RetryMilliseconds = 20;

    private readonly FileStream _held;
    private readonly List<string> _made;

    private FolderLock(FileStream held, List<string> made)
    {
        _held = held;
        _made = made;
    }

    /// <summary>Takes the lock as <see cref="Acquire"/> does, as soon as whoever holds it lets go. There is no telling when, so it tries again and again.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public static FolderLock Await(string folder, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return Acquire(folder);
            }
            catch (OutputBusyException)
            {
                cancellation.WaitHandle.WaitOne(RetryMilliseconds);
            }
        }
    }

    /// <summary>Makes <paramref name="folder"/> when missing and takes the lock in it.</summary>
    /// <exception cref="OutputBusyException">Another run holds it.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public static FolderLock Acquire(string folder)
    {
        List<string> made = [];
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    Make(folder, made);
                    return new FolderLock(Open(Path.Combine(folder, OutputNames.Lock)), made);
                }
                catch (Exception exception) when (IsGone(exception) && attempt < Attempts)
                {
                }
            }
        }
        catch (Exception exception) when (IsHeld(exception))
        {
            throw new OutputBusyException(folder, exception);
        }
        catch
        {
            Remove(made);
            throw;
        }
    }

    /// <summary>Deletes the lock file and lets go.</summary>
    public void Dispose() => _held.Dispose();

    /// <summary>Removes the folders that were made for this run, as far as they are empty. Call it after <see cref="Dispose"/>.</summary>
    public void RemoveMadeFolders() => Remove(_made);

    private static FileStream Open(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);

    // EWOULDBLOCK on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeld(Exception exception) =>
        exception is IOException && exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    // The folder went between its making and the opening; which of the two is thrown depends on whether it is back by now.
    private static bool IsGone(Exception exception) => exception is DirectoryNotFoundException or FileNotFoundException;

    private static void Make(string folder, List<string> made)
    {
        List<string> missing = [];
        for (var path = folder; path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path))
            missing.Add(path);
        Directory.CreateDirectory(folder);
        foreach (var path in missing)
        {
            if (!made.Contains(path)) made.Add(path);
            if (Path.GetDirectoryName(path) is { } parent) DirectoryFlush.Run(parent);
        }
    }

    private static void Remove(List<string> made)
    {
        // A folder's path is longer than its parent's: the deepest goes first.
        foreach (var path in made.OrderByDescending(path => path.Length)) QuietDelete.OfEmptyFolder(path);
    }
}
