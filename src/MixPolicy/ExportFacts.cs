namespace MixPolicy;

/// <summary>What other tools' readers want to know of a mix and its report cannot say. What is null is written as not stated, never guessed.</summary>
public sealed record ExportFacts
{
    /// <summary>Where the mix is published: an absolute URL.</summary>
    public string? Url { get; init; }

    /// <summary>Name of the organisation that made the mix.</summary>
    public string? Creator { get; init; }

    /// <summary>The licence of the mix as a whole: an SPDX expression, a URL or a name.</summary>
    public string? License { get; init; }

    /// <summary>Where the texts were collected: a country's name or code.</summary>
    public string? Country { get; init; }

    /// <summary>What the mix is for, in words or as a code of the Data &amp; Trust Alliance such as <c>ai-pre-training</c>.</summary>
    public string? Purpose { get; init; }

    /// <summary>What the mix is, in a sentence or two.</summary>
    public string? Description { get; init; }

    /// <summary>Name of the model that the mix trains.</summary>
    public string? Model { get; init; }

    /// <summary>OpenLineage's namespace of the job and its datasets.</summary>
    public string? Namespace { get; init; }

    /// <summary>When the mix was made or published: <c>YYYY-MM-DD</c> or <c>YYYY-MM-DDTHH:MM:SSZ</c>. Null for the report's <c>as_of</c>.</summary>
    public string? EventTime { get; init; }
}
