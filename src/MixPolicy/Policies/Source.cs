using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>What happens to a record that cannot be read.</summary>
internal enum OnBadRecord
{
    /// <summary>The run ends with an error that names it.</summary>
    Fail,

    /// <summary>It goes to <c>quarantine.jsonl</c> with its reason and is counted.</summary>
    Quarantine,
}

/// <summary>How a record's tokens are counted.</summary>
internal abstract record TokenCounting
{
    private TokenCounting()
    {
    }

    /// <summary>From a column of whole numbers, 0 or more.</summary>
    internal sealed record Column(Located<string> Path) : TokenCounting;

    /// <summary>By a real tokenizer, e.g. <c>o200k_base</c>.</summary>
    internal sealed record Tokenizer(Located<string> Name) : TokenCounting;

    /// <summary>The ceiling, record by record, of the text's bytes times an exact factor above 0.</summary>
    internal sealed record PerByte(Located<Fraction> Factor) : TokenCounting;
}

/// <summary>A named set of files with shared tags and a column mapping.</summary>
/// <param name="Name"><c>[a-z0-9-]+</c>, unique.</param>
/// <param name="Place">Where the source's name stands.</param>
/// <param name="Paths">Patterns relative to the policy's folder, as written.</param>
/// <param name="Columns">Attribute to column path, without <c>tokens</c>; holds <c>text</c> always and <c>id</c> only when mapped.</param>
/// <param name="Tokens">How tokens are counted; null when the policy does not say.</param>
/// <param name="Tags">Attribute to value, as text; what a record lacks. <c>decoding</c> is flattened to <c>decoding.temperature</c>, <c>decoding.top_p</c>.</param>
/// <param name="OnBadRecord">What happens to a record that cannot be read.</param>
/// <param name="MaxBadFraction">Share of the source's records that may be quarantined; null when unbounded.</param>
/// <param name="MaxRepetitionFactor">The source's own cap; null to use the mix's.</param>
/// <param name="AllowOutside">Folders outside the policy's (absolute) that sources may read from.</param>
internal sealed record Source(
    string Name,
    Place Place,
    IReadOnlyList<Located<string>> Paths,
    IReadOnlyDictionary<string, ColumnMapping> Columns,
    TokenCounting? Tokens,
    IReadOnlyDictionary<string, Located<string>> Tags,
    OnBadRecord OnBadRecord,
    Located<Fraction>? MaxBadFraction,
    Located<Fraction>? MaxRepetitionFactor,
    IReadOnlyList<string> AllowOutside);

/// <summary>Which column of a file holds an attribute.</summary>
/// <param name="Path">Dotted path into the record.</param>
/// <param name="Place">Where it is mapped.</param>
/// <param name="FromDefaults">Mapped by <c>data.defaults</c> rather than by the source itself: a file may then lack it.</param>
internal sealed record ColumnMapping(string Path, Place Place, bool FromDefaults);
