namespace MixPolicy;

/// <summary>What a host asks of <see cref="MixAudit"/>. All paths are absolute or relative to <see cref="Directory"/>; nothing ambient is read.</summary>
public sealed record AuditRequest
{
    /// <summary>The lineage report, as the user wrote it: messages show it so.</summary>
    public required string Report { get; init; }

    /// <summary>Absolute folder that relative paths of the request are counted from.</summary>
    public required string Directory { get; init; }

    /// <summary>Absolute path of an empty folder for scratch files, which the host deletes. Nothing is written elsewhere.</summary>
    public required string ScratchFolder { get; init; }

    /// <summary>Version of the tool that audits: a report of another version may rest on what this one reads differently.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The public key that must have signed, in PEM; null when there is none: then nothing is said about who wrote the report.</summary>
    public string? KeyPem { get; init; }

    /// <summary>The policy's file; null to find it through <c>sources.json</c> beside the report. Sources are looked for from its folder.</summary>
    public string? Policy { get; init; }

    /// <summary>
    /// A ledger that the auditor kept, and that this one must extend: a root in hex, <c>SIZE:ROOT</c>, or a file that holds a checkpoint; null for none.
    /// </summary>
    public string? Since { get; init; }

    /// <summary>The day at which waivers must be valid; null for the report's <c>as_of</c>.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Whether to rebuild from the sources into <see cref="ScratchFolder"/> and compare bytes.</summary>
    public bool Replay { get; init; }

    /// <summary>Worker threads, at least 1. Changes nothing that is found. Default: 1.</summary>
    public int Threads { get; init; } = 1;
}
