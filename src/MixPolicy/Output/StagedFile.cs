namespace MixPolicy.Output;

/// <summary>A file that waits under a hidden name to be put in place.</summary>
/// <param name="Name">The name that it is to have.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Stream">The stream that was handed out for it.</param>
internal sealed record StagedFile(string Name, string Path, StagedStream Stream)
{
    /// <summary>Closes and deletes it.</summary>
    public void Drop()
    {
        try
        {
            Stream.Dispose();
        }
        catch (OutputUnwritableException)
        {
            // The last bytes of a file that is dropped.
        }

        QuietDelete.OfFile(Path);
    }
}
