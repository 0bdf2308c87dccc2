using System.Runtime.Loader;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MixPolicy.MSBuild;

/// <summary>
/// Names what the task was loaded from, for whoever reads a detailed log: MSBuild takes an assembly that is missing here from its own folder, whatever
/// its version, and says nothing.
/// </summary>
internal static class LoadedAssemblies
{
    public static void Name(TaskLoggingHelper log)
    {
        if (!log.LogsMessagesOfImportance(MessageImportance.Low)) return;
        foreach (var assembly in AssemblyLoadContext.GetLoadContext(typeof(LoadedAssemblies).Assembly)!.Assemblies.OrderBy(a => a.FullName, StringComparer.Ordinal))
        {
            log.LogMessage(MessageImportance.Low, $"mixpolicy: loaded {assembly.GetName().Name} {assembly.GetName().Version} from {assembly.Location}");
        }
    }
}
