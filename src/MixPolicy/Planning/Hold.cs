namespace MixPolicy.Planning;

/// <summary>What holds a stratum's amount where it is.</summary>
internal enum Hold
{
    /// <summary>Its floor.</summary>
    Floor,

    /// <summary>Its cap.</summary>
    Cap,

    /// <summary>Everyone is seen once, and nobody is worth seeing twice: rows of distinct records push no further.</summary>
    Once,

    /// <summary>Nothing, and not everyone is in: it answers to every row.</summary>
    Below,

    /// <summary>Nothing, and everyone is in: it answers to rows of amounts only.</summary>
    Above,
}
