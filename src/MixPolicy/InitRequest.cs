namespace MixPolicy;

/// <summary>What a host asks of <see cref="PolicyInit"/>.</summary>
public sealed record InitRequest
{
    /// <summary>Absolute folder that holds the data and gets the policy.</summary>
    public required string Folder { get; init; }

    /// <summary>Name of the policy, <c>[a-z0-9-]+</c>; null for one made from the folder's.</summary>
    public string? Name { get; init; }

    /// <summary>Replace a policy that is already there.</summary>
    public bool Force { get; init; }

    /// <summary>The day that becomes <c>as_of</c>: the library has no clock.</summary>
    public required DateOnly Today { get; init; }
}
