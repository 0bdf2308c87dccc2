namespace MixPolicy.Output;

/// <summary>Deletes what a run made for itself. What cannot be deleted now is hidden, harmless and swept by the next run.</summary>
internal static class QuietDelete
{
    /// <summary>Deletes a file if it can be.</summary>
    public static void OfFile(string path) => Try(() => File.Delete(path));

    /// <summary>Deletes a folder and all in it, as far as it can be.</summary>
    public static void OfTree(string path) => Try(() => Directory.Delete(path, recursive: true));

    /// <summary>Deletes a folder if it is empty and can be.</summary>
    public static void OfEmptyFolder(string path) => Try(() => Directory.Delete(path, recursive: false));

    private static void Try(Action delete)
    {
        try
        {
            delete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // See the type: nothing depends on it.
        }
    }
}
