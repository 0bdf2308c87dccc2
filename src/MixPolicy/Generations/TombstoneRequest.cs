using MixPolicy.Lineage.Trace;

namespace MixPolicy.Generations;

/// <summary>A text to be taken down. All paths are absolute or relative to <see cref="Directory"/>; nothing ambient is read.</summary>
public sealed record TombstoneRequest
{
    /// <summary>The file of tombstones, as the user wrote it; made when it is not there.</summary>
    public required string File { get; init; }

    /// <summary>Absolute folder that relative paths are counted from.</summary>
    public required string Directory { get; init; }

    /// <summary>The text.</summary>
    public required TextQuestion Text { get; init; }

    /// <summary>The lineage report whose manifest holds the text; needed where <see cref="Text"/> is an id, else null or to compare with.</summary>
    public string? Lineage { get; init; }

    /// <summary>Why, for whoever reads the reports; not blank.</summary>
    public required string Reason { get; init; }

    /// <summary>On whose word; not blank.</summary>
    public required string Authority { get; init; }

    /// <summary>From which day on it counts.</summary>
    public required DateOnly Date { get; init; }
}
