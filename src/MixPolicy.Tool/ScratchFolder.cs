using MixPolicy.Diagnostics;

namespace MixPolicy.Tool;

/// <summary>A folder for scratch files where the system keeps such, gone when the verb ends.</summary>
internal static class ScratchFolder
{
    /// <summary>Runs a verb with one.</summary>
    /// <param name="verb">Takes the folder's path, absolute; its exit code.</param>
    public static int Use(Func<string, int> verb)
    {
        string folder;
        try
        {
            folder = Directory.CreateTempSubdirectory("mixpolicy-").FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Host.Complain(Codes.OutputUnwritable, $"no folder for scratch files can be made ({e.Message.TrimEnd('.')}); TMPDIR says where");
            return ExitCode.NotEvaluated;
        }

        try
        {
            return verb(folder);
        }
        finally
        {
            Delete(folder);
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left is the system's to sweep: the files in it were deleted as they were closed.
        }
    }
}
