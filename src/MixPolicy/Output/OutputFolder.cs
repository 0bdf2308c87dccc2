using System.Security.Cryptography;
using MixPolicy.Policies;

namespace MixPolicy.Output;

/// <summary>
/// The output folder as a transaction. Outputs are staged under hidden names; <see cref="Commit"/> puts all of them in place as one
/// set. A run that fails or is killed leaves the set that was there, or the new one as soon as the folder is opened again.
/// <para>How a set is committed:</para>
/// <list type="number">
/// <item>every staged file is flushed to the disk and digested;</item>
/// <item>what the last build remembers of the old set is forgotten;</item>
/// <item>a journal of the renames and deletes is written, flushed and renamed to its name: from here on the set is decided;</item>
/// <item>the renames and deletes are done, the folder is flushed, the journal is removed.</item>
/// </list>
/// <para>Opening the folder completes step 4 for a run that was killed in it. One thread at a time, except that different staged
/// streams may be written by different threads.</para>
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private const int BufferBytes = 1 << 17;

    private readonly FolderLock _lock;
    private readonly Action<string>? _checkpoint;
    private readonly List<StagedFile> _staged = [];
    private readonly Dictionary<StagedFile, string> _digests = [];
    private readonly SortedSet<string> _deletes = new(StringComparer.Ordinal);
    private string? _workFolder;
    private bool _committed;
    private bool _unfinished;
    private bool _disposed;

    private OutputFolder(string fullPath, FolderLock held, Action<string>? checkpoint)
    {
        FullPath = fullPath;
        _lock = held;
        _checkpoint = checkpoint;
    }

    /// <summary>Absolute path, without a trailing separator.</summary>
    public string FullPath { get; }

    /// <summary>The last set that was put in place; null before the first.</summary>
    public CommittedSet? Committed { get; private set; }

    /// <summary>A hidden folder in this one for scratch files; made when first asked for, deleted with all in it on dispose.</summary>
    /// <exception cref="OutputUnwritableException">It cannot be made.</exception>
    public string WorkFolder
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _workFolder ??= Make(
                $"the folder for scratch files cannot be made in {FullPath}",
                () => Directory.CreateDirectory(Path.Combine(FullPath, OutputNames.Work(Environment.ProcessId))).FullName);
        }
    }

    /// <summary>A hidden folder in this one for what the next run can use; it may not be there yet, and stays.</summary>
    public string IndexFolder => Path.Combine(FullPath, OutputNames.Own, "index");

    /// <summary>Opens the folder of a request, and notes for whom.</summary>
    /// <exception cref="OutputBusyException">Another run holds the folder, and the request does not wait.</exception>
    /// <exception cref="OutputUnwritableException">The folder cannot be made, written or put in order.</exception>
    public static OutputFolder Open(BuildRequest request, Policy policy, CancellationToken cancellation)
    {
        var folder = Open(OutputPaths.Folder(request, policy), waits: request.WaitsForFolder, cancellation: cancellation);
        if (request is { SharedBy: { } user, CheckOnly: false, Locked: false }) OutputUsers.Join(folder.FullPath, user);
        return folder;
    }

    /// <summary>Makes the folder when missing, takes it for this run, and puts in order what a killed run left in it.</summary>
    /// <param name="fullPath">Absolute path of the folder.</param>
    /// <param name="checkpoint">Called with the name of each step before it is done; for tests, which fail there.</param>
    /// <param name="waits">Whether to wait while another run holds the folder.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="OutputBusyException">Another run holds the folder, and this one does not wait.</exception>
    /// <exception cref="OutputUnwritableException">The folder cannot be made, written or put in order.</exception>
    public static OutputFolder Open(string fullPath, Action<string>? checkpoint = null, bool waits = false, CancellationToken cancellation = default)
    {
        if (!Path.IsPathFullyQualified(fullPath)) throw new ArgumentException($"'{fullPath}' is not absolute", nameof(fullPath));
        FolderLock? held = null;
        try
        {
            var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(fullPath, fullPath));
            held = waits ? FolderLock.Await(folder, cancellation) : FolderLock.Acquire(folder);
            OutputRecovery.Run(folder, checkpoint);
            return new OutputFolder(folder, held, checkpoint);
        }
        catch (Exception exception)
        {
            held?.Dispose();
            if (!OutputUnwritableException.IsCause(exception)) throw;
            held?.RemoveMadeFolders();
            throw OutputUnwritableException.Because(
                $"the output folder {fullPath} cannot be written", exception, "mend the cause or choose another folder");
        }
    }

    /// <summary>Starts a file that <see cref="Commit"/> puts in place as <paramref name="name"/>. The caller disposes the stream.</summary>
    /// <param name="name">A plain file name; a file staged under it before is dropped.</param>
    /// <exception cref="OutputUnwritableException">It cannot be made; writing to the stream throws the same.</exception>
    public Stream Stage(string name)
    {
        ThrowUnlessUsable(name);
        Discard(name);
        _deletes.Remove(name);
        var path = Path.Combine(FullPath, OutputNames.Staged(name));
        var file = Make(
            $"the output {name} cannot be written",
            () => new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, BufferBytes));
        var stream = new StagedStream(file, name);
        _staged.Add(new StagedFile(name, path, stream));
        return stream;
    }

    /// <summary>Stages a file that is at hand.</summary>
    /// <exception cref="OutputUnwritableException">It cannot be written.</exception>
    public void Stage(string name, ReadOnlySpan<byte> bytes)
    {
        using var stream = Stage(name);
        stream.Write(bytes);
    }

    /// <summary>Names that <see cref="Commit"/> will delete, missing or not.</summary>
    public IReadOnlyCollection<string> Deleted => _deletes;

    /// <summary>SHA-256, lower-case hex, of each staged file by its name. Their streams are closed; the commit does not read them for it again.</summary>
    /// <exception cref="OutputUnwritableException">One cannot be read.</exception>
    public IReadOnlyDictionary<string, string> Digests() => Make(
        "the staged outputs cannot be read",
        () =>
        {
            foreach (var staged in _staged.Where(staged => !_digests.ContainsKey(staged)))
            {
                using var file = File.OpenRead(staged.Path);
                _digests[staged] = Convert.ToHexStringLower(SHA256.HashData(file));
            }

            return _staged.ToDictionary(staged => staged.Name, staged => _digests[staged], StringComparer.Ordinal);
        });

    /// <summary>Where the file staged as <paramref name="name"/> is until it is committed.</summary>
    /// <exception cref="InvalidOperationException">Nothing is staged under the name.</exception>
    public string StagedPath(string name) =>
        _staged.Find(staged => staged.Name == name)?.Path ?? throw new InvalidOperationException($"{name} is not staged");

    /// <summary>Drops what is staged as <paramref name="name"/>, if anything is. What stands in the folder under the name stays.</summary>
    public void Discard(string name)
    {
        if (_staged.Find(staged => staged.Name == name) is not { } found) return;
        _staged.Remove(found);
        found.Drop();
    }

    /// <summary>Has <see cref="Commit"/> delete <paramref name="name"/>, missing or not; what is staged under it is dropped.</summary>
    public void Delete(string name)
    {
        ThrowUnlessUsable(name);
        Discard(name);
        _deletes.Add(name);
    }

    /// <summary>Puts everything staged in place, and deletes what is to be deleted, as one set. More can be staged afterwards.</summary>
    /// <returns>Absolute paths of the files put in place, in the order in which they were staged.</returns>
    /// <exception cref="OutputUnwritableException">
    /// The old set stands and nothing is staged any more; or, when the message says so, the set is decided and the next opening
    /// completes it.
    /// </exception>
    /// <exception cref="InvalidOperationException">A staged stream is still open.</exception>
    public IReadOnlyList<string> Commit()
    {
        ThrowUnlessUsable();
        if (_staged.Find(staged => !staged.Stream.IsClosed) is { } open)
            throw new InvalidOperationException($"the stream of {open.Name} is still open");

        CommitJournal? journal = null;
        try
        {
            journal = Describe();
            if (journal.Renames.Count + journal.Deletes.Count > 0) Place(journal);
            Committed = new CommittedSet(journal.Renames, [.. _deletes]);
        }
        catch (Exception exception) when (OutputUnwritableException.IsCause(exception))
        {
            _unfinished = journal is not null && !journal.IsUntouched(FullPath);
            if (!_unfinished) Withdraw();
            throw OutputUnwritableException.Because(
                $"the outputs cannot be put in place in {FullPath}",
                exception,
                _unfinished
                    ? "a part of them is; mend the cause and run again, which completes them first"
                    : "the outputs that stood before are untouched");
        }

        string[] placed = [.. _staged.Select(staged => Path.Combine(FullPath, staged.Name))];
        _committed |= placed.Length > 0;
        _staged.Clear();
        _deletes.Clear();
        return placed;
    }

    /// <summary>Drops what is staged and the scratch files, removes the folder if this run made it for nothing, and lets go.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        try
        {
            _checkpoint?.Invoke("dispose");
            if (!_unfinished) Withdraw();
            if (_workFolder is not null) QuietDelete.OfTree(_workFolder);
        }
        finally
        {
            _lock.Dispose();
        }

        if (!_committed) _lock.RemoveMadeFolders();
    }

    private CommitJournal Describe()
    {
        foreach (var name in _staged.Select(staged => staged.Name).Concat(_deletes))
            if (Directory.Exists(Path.Combine(FullPath, name))) throw new IOException($"a folder has the name {name}");

        var renames = new List<CommitRename>();
        foreach (var staged in _staged)
        {
            _checkpoint?.Invoke($"flush {staged.Name}");
            using var file = new FileStream(staged.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
            var digest = _digests.GetValueOrDefault(staged) ?? Convert.ToHexStringLower(SHA256.HashData(file));
            renames.Add(new CommitRename(Path.GetFileName(staged.Path), staged.Name, file.Length, digest));
        }

        return CommitJournal.Of(renames, [.. _deletes.Where(name => File.Exists(Path.Combine(FullPath, name)))]);
    }

    private void Place(CommitJournal journal)
    {
        _checkpoint?.Invoke("forget state");
        StateFile.Forget(FullPath);
        _checkpoint?.Invoke("write journal");
        AtomicFile.Write(
            Path.Combine(FullPath, OutputNames.Journal), journal.ToBytes(), () => _checkpoint?.Invoke("rename journal"));
        journal.Apply(FullPath, _checkpoint);
    }

    // The journal goes first: without it the staged files are nothing.
    private void Withdraw()
    {
        QuietDelete.OfFile(Path.Combine(FullPath, OutputNames.Journal));
        foreach (var staged in _staged) staged.Drop();
        _staged.Clear();
        _deletes.Clear();
    }

    private void ThrowUnlessUsable(string? name = null)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_unfinished) throw new InvalidOperationException("the last set is not wholly in place");
        if (name is not null && !OutputNames.IsPlain(name)) throw new ArgumentException($"'{name}' is not a plain file name", nameof(name));
    }

    private static T Make<T>(string failure, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (OutputUnwritableException.IsCause(exception))
        {
            throw OutputUnwritableException.Because(failure, exception, "the outputs that stood before are untouched");
        }
    }
}
