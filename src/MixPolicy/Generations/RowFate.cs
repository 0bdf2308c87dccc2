namespace MixPolicy.Generations;

/// <summary>What became of a human record of the parent's that is not kept and not excused.</summary>
internal enum RowFate : byte
{
    /// <summary>It is kept, or excused.</summary>
    None,

    /// <summary>Its text is gone.</summary>
    Lost,

    /// <summary>Its text is gone; the record of its source and id has another.</summary>
    Replaced,

    /// <summary>Its text is there, but no record says any more that it is human.</summary>
    Relabelled,
}
