using System.Globalization;
using Microsoft.Build.Framework;

namespace MixPolicy.MSBuild;

/// <summary>How many workers a scan gets.</summary>
internal static class Workers
{
    /// <summary>More are a slip of the pen.</summary>
    public const int Most = 1024;

    /// <summary>A whole number from 1 to <see cref="Most"/>; null for any other text.</summary>
    public static int? Read(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most ? number : null;

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
