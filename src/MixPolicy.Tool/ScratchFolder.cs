namespace MixPolicy.Tool;

/// <summary>A folder for scratch files where the system keeps such, gone when the verb ends.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("mixpolicy-").FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(FullPath, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left is the system's to sweep: the files in it were deleted as they were closed.
        }
    }
}
