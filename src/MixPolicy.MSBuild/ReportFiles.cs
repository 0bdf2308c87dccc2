namespace MixPolicy.MSBuild;

/// <summary>Which reports of a policy go to which files.</summary>
/// <param name="folder">Absolute folder for reports that nobody says a place for.</param>
/// <param name="directory">Absolute folder of the project.</param>
/// <param name="policy">The policy's path, as the project writes it.</param>
internal sealed class ReportFiles(string folder, string directory, string policy)
{
    /// <summary>Absolute path and format of each.</summary>
    /// <param name="formats">Formats that the policy asks for.</param>
    /// <param name="sarif"><c>true</c>, a file, or nothing.</param>
    /// <param name="isOnly">Whether the project has no other policy: then a file that is named is this one's alone.</param>
    public IEnumerable<(string Path, string Format)> Of(IEnumerable<string> formats, string sarif, bool isOnly)
    {
        foreach (var format in formats) yield return (Path.Combine(folder, $"{Stem}.{Extension(format)}"), format);
        if (sarif.Length == 0 || IsFlag(sarif, "false")) yield break;
        if (IsFlag(sarif, "true")) yield return (Path.Combine(folder, $"{Stem}.sarif"), "sarif");
        else
        {
            var file = Path.GetFullPath(sarif, directory);
            yield return (isOnly ? file : Path.ChangeExtension(file, Stem + Path.GetExtension(file)), "sarif");
        }
    }

    /// <summary>The policy's path as a name: <c>policies/pretrain.yaml</c> becomes <c>policies-pretrain</c>.</summary>
    public string Stem => string.Join('-', Path.ChangeExtension(policy, null)
        .Split(['/', '\\', ':'], StringSplitOptions.RemoveEmptyEntries).Where(part => part is not ("." or "..")));

    private static bool IsFlag(string text, string flag) => string.Equals(text, flag, StringComparison.OrdinalIgnoreCase);

    private static string Extension(string format) => format switch
    {
        "text" => "txt",
        "junit" => "junit.xml",
        "json" or "sarif" => format,
        _ => format + ".txt",
    };
}
