using Microsoft.Build.Utilities;
using MixPolicy.Diagnostics;

namespace MixPolicy.MSBuild;

/// <summary>How every task ends: by what it logged, quietly when it was cancelled, and never with a stack trace.</summary>
internal static class Guarded
{
    /// <summary>Runs a task.</summary>
    /// <param name="log">The task's log.</param>
    /// <param name="place">Where a fault of ours is shown: the project.</param>
    /// <param name="run">What the task does.</param>
    /// <returns>Whether it went well: it ended, and logged no error.</returns>
    public static bool Run(TaskLoggingHelper log, string place, Action run)
    {
        try
        {
            run();
            return !log.HasLoggedErrors;
        }
        catch (OperationCanceledException)
        {
            return false; // whoever cancelled knows; nothing was left half-written
        }
#pragma warning disable CA1031 // the last resort: a user gets a code and a sentence, never a stack trace
        catch (Exception fault)
#pragma warning restore CA1031
        {
            new FindingLog(log, violationsAsWarnings: false).Add(place, Codes.Internal, $"{fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ")}");
            return false;
        }
    }
}
