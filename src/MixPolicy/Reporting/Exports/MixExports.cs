namespace MixPolicy.Reporting.Exports;

/// <summary>The forms that a mix can be exported in.</summary>
internal static class MixExports
{
    /// <summary>In the order in which <c>--as all</c> writes them.</summary>
    public static IReadOnlyList<IMixExport> All { get; } =
        [new CroissantExport(), new OpenLineageExport(), new CycloneDxExport(), new DtaExport(), new EuSummaryMarkdown(), new EuSummaryJson()];

    /// <summary>The export of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IMixExport For(string format) =>
        All.FirstOrDefault(e => e.Format == format) ?? throw new ArgumentException($"There is no export '{format}'.", nameof(format));
}
