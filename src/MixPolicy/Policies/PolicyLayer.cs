namespace MixPolicy.Policies;

/// <summary>One file of a policy: the policy itself, or one that it extends.</summary>
/// <param name="Shown">As findings name it: a path from where the user stands, or <c>mixpolicy:NAME</c>.</param>
/// <param name="Id">What it is known by: its absolute path, or <c>mixpolicy:NAME</c>.</param>
/// <param name="Folder">Absolute folder that paths in its <c>extends</c> are counted from; null for a pack, which lies in none.</param>
internal sealed record PolicyLayer(string Shown, string Id, string? Folder)
{
    /// <summary>The policy that is asked for.</summary>
    public static PolicyLayer Of(string shown, string folder) => new(shown, Path.Join(folder, Path.GetFileName(shown)), folder);

    /// <summary>A pack of the tool's.</summary>
    public static PolicyLayer Pack(string name) => new(name, name, null);

    /// <summary>The file at a path relative to this one's folder.</summary>
    public PolicyLayer Beside(string path)
    {
        var full = Path.GetFullPath(path, Folder!);
        return new PolicyLayer(Lexical($"{Shown[..(Shown.LastIndexOf('/') + 1)]}{path}"), full, Path.GetDirectoryName(full) ?? full);
    }

    /// <summary>The path without <c>.</c> and without <c>..</c> after a name.</summary>
    private static string Lexical(string path)
    {
        var steps = new List<string>();
        foreach (var step in path.Split('/'))
        {
            if (step == "." || (step.Length == 0 && steps.Count > 0)) continue;
            if (step == ".." && steps.Count > 0 && steps[^1] is not ("" or "..")) steps.RemoveAt(steps.Count - 1);
            else if (step != ".." || steps is not [""]) steps.Add(step);
        }

        return string.Join('/', steps);
    }
}
