using MixPolicy.Signing;

namespace MixPolicy;

/// <summary>What a host asks of <see cref="MixBuild"/>. All paths are absolute or relative to <see cref="Directory"/>; nothing ambient is read.</summary>
public sealed record BuildRequest
{
    /// <summary>The policy file, as the user wrote it: messages show it so.</summary>
    public required string Policy { get; init; }

    /// <summary>Absolute folder that relative paths of the request are counted from.</summary>
    public required string Directory { get; init; }

    /// <summary>Folder for the outputs; null for what the policy says (default <c>out/&lt;name&gt;</c> beside it).</summary>
    public string? Out { get; init; }

    /// <summary>
    /// Folder in which the outputs get a folder of the policy's name, where neither <see cref="Out"/> nor the policy says where they go; null for
    /// <c>out</c> beside the policy.
    /// </summary>
    public string? DefaultOut { get; init; }

    /// <summary>
    /// Whether to wait for another run that uses the output folder, until it has ended or the build is cancelled. Default: it is an error
    /// (<c>MIX0406</c>).
    /// </summary>
    public bool WaitsForFolder { get; init; }

    /// <summary>
    /// Absolute path of the file, such as a project, for which the outputs are made: where several share a folder, <see cref="MixOutputs.Delete"/>
    /// leaves it alone until the last of them leaves. Null for nobody. Not used where nothing is written.
    /// </summary>
    public string? SharedBy { get; init; }

    /// <summary>Counted from in place of the policy's <c>as_of</c>, in every way: freshness, waivers, tombstones. Null for the policy's own.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Judge as if the policy had no waivers.</summary>
    public bool NoWaivers { get; init; }

    /// <summary>Judge only: everything but writing outputs.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>A manifest that some other tool made, to be judged instead of building one; implies <see cref="CheckOnly"/>.</summary>
    public string? Manifest { get; init; }

    /// <summary>The result must be the one already there, byte for byte; nothing is written.</summary>
    public bool Locked { get; init; }

    /// <summary>
    /// Where the policy is violated, write one beside it that is not, <c>policy.suggested.yaml</c>, with as few other numbers as that takes. Not with
    /// <see cref="Manifest"/>. The outcome stays violated.
    /// </summary>
    public bool Suggest { get; init; }

    /// <summary>Signs the outputs of a build whose policy holds; null for unsigned outputs. Not used where nothing is written.</summary>
    public ISigner? Signer { get; init; }

    /// <summary>What an earlier build into the same folder may spare this one. Changes no byte of the result. Default: all that is unchanged.</summary>
    public BuildReuse Reuse { get; init; }

    /// <summary>
    /// Absolute path of a file by which the next build may tell, without reading the policy, that nothing has changed: see
    /// <see cref="MixOutputs.AreCurrent"/>. Null for none. Used with <see cref="BuildReuse.Unchanged"/> only; no part of the outputs.
    /// </summary>
    public string? Seal { get; init; }

    /// <summary>Worker threads, at least 1. Changes no byte of the result. Default: 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Version of the tool as the lineage report shall name it.</summary>
    public required string ToolVersion { get; init; }
}

/// <summary>What a build or check takes over from the build before it, which left its fingerprint beside the outputs.</summary>
public enum BuildReuse
{
    /// <summary>
    /// A file whose length, times and inode are as they were is taken as unchanged without being read; one that was touched is compared by
    /// SHA-256. When all are, and the outputs stand as they were left, the result is the earlier one.
    /// </summary>
    Unchanged,

    /// <summary>
    /// The same result if every file, read and compared by SHA-256, is the same; else everything anew: for build servers, whose verdict is
    /// believed elsewhere.
    /// </summary>
    SameContent,

    /// <summary>Nothing: everything is read and done anew.</summary>
    Nothing,
}
