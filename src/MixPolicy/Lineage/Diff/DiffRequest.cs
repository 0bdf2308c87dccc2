namespace MixPolicy.Lineage.Diff;

/// <summary>Two reports to be compared. All paths are absolute or relative to <see cref="Directory"/>; nothing ambient is read.</summary>
public sealed record DiffRequest
{
    /// <summary>The older generation's lineage report, as the user wrote it.</summary>
    public required string Older { get; init; }

    /// <summary>The newer generation's.</summary>
    public required string Newer { get; init; }

    /// <summary>Absolute folder that relative paths are counted from.</summary>
    public required string Directory { get; init; }

    /// <summary>Absolute folder for scratch files, which must be empty; about 150 bytes a row of both manifests go there, and are deleted.</summary>
    public required string ScratchFolder { get; init; }

    /// <summary>Worker threads, at least 1. Changes no figure. Default: 1.</summary>
    public int Threads { get; init; } = 1;
}
