namespace MixPolicy;

/// <summary>What a host asks of <see cref="MixExport"/>.</summary>
public sealed record ExportRequest
{
    /// <summary>The lineage report, as the user wrote its path.</summary>
    public required string Report { get; init; }

    /// <summary>Absolute folder that relative paths start from.</summary>
    public required string Directory { get; init; }

    /// <summary>Which documents: names of <see cref="MixExport.Formats"/>. At least one.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>Folder that gets them; null to write nothing and only return them.</summary>
    public string? Out { get; init; }

    /// <summary>What no report can know.</summary>
    public ExportFacts Facts { get; init; } = new();
}
