namespace MixPolicy.Lineage.Trace;

/// <summary>A text to be traced. All paths are absolute or relative to <see cref="Directory"/>; nothing ambient is read.</summary>
public sealed record TraceRequest
{
    /// <summary>The lineage report of the newest generation that is asked about, as the user wrote it.</summary>
    public required string Report { get; init; }

    /// <summary>Absolute folder that relative paths are counted from.</summary>
    public required string Directory { get; init; }

    /// <summary>The text.</summary>
    public required TextQuestion Text { get; init; }

    /// <summary>Reports of generations before that do not lie where their children name them.</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>Folder that proofs are written to, a file each; made when missing. Null for none.</summary>
    public string? Proofs { get; init; }

    /// <summary>What the answer should be; anything else is a violation.</summary>
    public TraceExpectation Expect { get; init; }
}

/// <summary>What the answer to a trace should be.</summary>
public enum TraceExpectation
{
    /// <summary>Whatever it is.</summary>
    Any,

    /// <summary>A leaf of the ledger, or a row of a manifest that was looked through, holds the text.</summary>
    Present,

    /// <summary>None does.</summary>
    Absent,

    /// <summary>A row of the manifest of the report that was named holds it.</summary>
    InMix,

    /// <summary>None of that manifest's does; the ledger, and older manifests, may.</summary>
    NotInMix,
}
