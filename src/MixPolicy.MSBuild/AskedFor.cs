using System.Text;
using MixPolicy.Signing;

namespace MixPolicy.MSBuild;

/// <summary>Everything that a project asks for, as one text: while it is the same, and the seals hold, what was said is said again.</summary>
internal static class AskedFor
{
    /// <summary>
    /// The text; null when the answer must not rest on seals: on a build server, for an audit, for outputs that are locked or signed, and where nothing is to be
    /// taken over. Plain loops: this is the first code of ours in a process, and is compiled before it runs.
    /// </summary>
    public static string? Of(MixPolicyBuild task)
    {
        if (task.BuildServer || Environment.GetEnvironmentVariable(KeyFile.Variable) is { Length: > 0 }) return null;
        var text = new StringBuilder();
        Add(text, typeof(AskedFor).Module.ModuleVersionId.ToString());
        Add(text, typeof(MixOutputs).Module.ModuleVersionId.ToString());
        Add(text, Environment.Version.ToString());
        Add(text, task.Project);
        Add(text, task.Folder);
        Add(text, task.Sarif);
        Add(text, task.Threads);
        foreach (var item in task.Policies)
        {
            Add(text, item.ItemSpec);
            foreach (var name in PolicyItem.Names)
            {
                var value = item.GetMetadata(name);
                if (name is "Audit" or "Locked" or "NoCache" ? value is not ("" or "false") : name == "SignKey" && value.Length > 0) return null;
                Add(text, value);
            }
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string part) => text.Append(part.Length).Append(' ').Append(part).Append('\n');
}
