namespace MixPolicy.MSBuild;

/// <summary>Which reports of a policy go to which files.</summary>
/// <param name="folder">Absolute folder for reports that nobody says a place for.</param>
/// <param name="directory">Absolute folder of the project.</param>
/// <param name="stem">What the policy's reports are called.</param>
internal sealed class ReportFiles(string folder, string directory, string stem)
{
    /// <summary>Absolute path and format of each.</summary>
    /// <param name="formats">Formats that the policy asks for.</param>
    /// <param name="sarif"><c>true</c>, a file, or nothing.</param>
    /// <param name="isOnly">Whether the project has no other policy: then a file that is named is this one's alone.</param>
    public IEnumerable<(string Path, string Format)> Of(IEnumerable<string> formats, string sarif, bool isOnly)
    {
        foreach (var format in formats) yield return (Path.Combine(folder, $"{stem}.{Extension(format)}"), format);
        if (sarif.Length == 0 || IsFlag(sarif, "false")) yield break;
        if (IsFlag(sarif, "true")) yield return (Path.Combine(folder, $"{stem}.sarif"), "sarif");
        else
        {
            var file = Path.GetFullPath(sarif, directory);
            yield return (isOnly ? file : Path.ChangeExtension(file, stem + Path.GetExtension(file)), "sarif");
        }
    }

    /// <summary>A policy's path as a name: <c>policies/pretrain.yaml</c> becomes <c>policies-pretrain</c>.</summary>
    /// <param name="policy">The path, as the project writes it.</param>
    /// <param name="taken">Names that other policies of the project have; gets this one's.</param>
    public static string Stem(string policy, ISet<string> taken)
    {
        var name = string.Join('-', Path.ChangeExtension(policy, null)
            .Split(['/', '\\', ':'], StringSplitOptions.RemoveEmptyEntries).Where(part => part is not ("." or "..")));
        var stem = name;
        for (var number = 2; !taken.Add(stem); number++) stem = $"{name}-{number}";
        return stem;
    }

    private static bool IsFlag(string text, string flag) => string.Equals(text, flag, StringComparison.OrdinalIgnoreCase);

    private static string Extension(string format) => format switch
    {
        "text" => "txt",
        "junit" => "junit.xml",
        "json" or "sarif" => format,
        _ => format + ".txt",
    };
}
