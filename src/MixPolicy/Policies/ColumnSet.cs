using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>Which columns hold a source's attributes, and how its tokens are counted.</summary>
/// <param name="Columns">Attribute to column, without <c>tokens</c>, ordinal by attribute.</param>
/// <param name="Tokens">How tokens are counted; null when nothing says, or says it wrong.</param>
/// <param name="TokensAreStated">Whether something says how, be it wrong and then already reported.</param>
internal sealed record ColumnSet(IReadOnlyDictionary<string, ColumnMapping> Columns, TokenCounting? Tokens, bool TokensAreStated)
{
    /// <summary>Nothing mapped.</summary>
    public static ColumnSet None { get; } = new(new SortedDictionary<string, ColumnMapping>(StringComparer.Ordinal), null, false);

    /// <summary>The columns, with <c>text</c> in the column of that name when nothing else says.</summary>
    public IReadOnlyDictionary<string, ColumnMapping> WithText(Place source)
    {
        if (Columns.ContainsKey("text")) return Columns;
        return new SortedDictionary<string, ColumnMapping>(Columns.ToDictionary(), StringComparer.Ordinal) { ["text"] = new("text", source, FromDefaults: false) };
    }
}
