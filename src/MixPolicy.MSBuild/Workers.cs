using Microsoft.Build.Framework;

namespace MixPolicy.MSBuild;

/// <summary>How many workers a scan gets.</summary>
internal static class Workers
{
    /// <summary>What a build has to spare, which is the task's own until it ends.</summary>
    public static int ToSpare(IBuildEngine9 engine)
    {
        try
        {
            return Math.Max(1, engine.RequestCores(Environment.ProcessorCount));
        }
        catch (NotImplementedException)
        {
            return Environment.ProcessorCount; // a task host knows nothing of the work of other nodes
        }
    }
}
