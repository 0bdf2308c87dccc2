namespace MixPolicy.Reporting;

/// <summary>The formats that reports come in, by the names of <c>--format</c>.</summary>
public static class Renderers
{
    /// <summary>Names that <see cref="For"/> knows, the default first.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["text", "json", "sarif", "junit", "msbuild", "github", "azure"];

    /// <summary>The renderer of a format.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <returns>Null for any other word.</returns>
    public static IReportRenderer? For(string format) => format switch
    {
        "text" => new TextReport(),
        "json" => new JsonReport(),
        "sarif" => new SarifReport(),
        "junit" => new JunitReport(),
        "msbuild" => new MsBuildReport(),
        "github" => new GithubReport(),
        "azure" => new AzureReport(),
        _ => null,
    };
}
