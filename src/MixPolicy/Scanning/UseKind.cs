namespace MixPolicy.Scanning;

/// <summary>Where the value of an attribute that a rule looks at comes from.</summary>
internal enum UseKind
{
    /// <summary>A string column.</summary>
    Column,

    /// <summary>The date, once it could be read.</summary>
    CollectedAt,

    /// <summary>The origin, once it is known.</summary>
    Origin,

    /// <summary>The depth, once it is known.</summary>
    Depth,

    /// <summary>What every admitted record has.</summary>
    Always,
}
