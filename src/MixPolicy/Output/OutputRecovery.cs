namespace MixPolicy.Output;

/// <summary>Puts a folder in order after a run that was killed. The caller holds the folder's lock, so no run is at work in it.</summary>
internal static class OutputRecovery
{
    /// <summary>Completes a set that was committed, forgets one that was not, and removes what killed runs left.</summary>
    /// <exception cref="IOException">A committed set cannot be put in place, or its journal cannot be removed.</exception>
    public static void Run(string folder, Action<string>? checkpoint)
    {
        if (CommitJournal.Read(folder) is { } journal && journal.Describes(folder)) journal.Apply(folder, checkpoint);

        // A journal that is still here decides nothing: it is cut short, not ours, or the folder was changed by hand since.
        checkpoint?.Invoke("drop journal");
        File.Delete(Path.Combine(folder, OutputNames.Journal));

        checkpoint?.Invoke("sweep");
        foreach (var path in Directory.GetFiles(folder))
            if (OutputNames.IsStaged(Path.GetFileName(path))) QuietDelete.OfFile(path);
        StateFile.Sweep(folder);
        foreach (var path in Directory.GetDirectories(folder))
            if (OutputNames.IsWork(Path.GetFileName(path))) QuietDelete.OfTree(path);
    }
}
