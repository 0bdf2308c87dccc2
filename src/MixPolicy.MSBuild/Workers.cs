using System.Globalization;
using Microsoft.Build.Framework;

namespace MixPolicy.MSBuild;

/// <summary>How many workers a scan gets.</summary>
internal static class Workers
{
    private const int Most = 1024;

    /// <summary>
    /// As many as are asked for, or as the build has to spare: then they are the task's own until it ends.
    /// </summary>
    /// <param name="asked">A whole number from 1 to 1024; empty for what there is to spare.</param>
    /// <param name="engine">Who has them.</param>
    /// <returns>Null when what is asked for is no such number.</returns>
    public static int? Of(string asked, IBuildEngine9 engine)
    {
        if (asked.Length > 0) return int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most ? number : null;
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
