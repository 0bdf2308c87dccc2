namespace MixPolicy.Sources;

/// <summary>Guesses from names and shapes which column holds which attribute. The first word that fits wins; case does not matter.</summary>
internal static class ColumnGuess
{
    private static readonly Entry[] Entries =
    [
        new("id", ["id"], [ColumnShape.Text, ColumnShape.Integer]),
        new("text", ["text", "content", "body"], [ColumnShape.Text]),
        new("tokens", ["tokens", "n_tokens", "token_count"], [ColumnShape.Integer]),
        new("origin", ["origin"], [ColumnShape.Text]),
        new("collected_at", ["collected_at", "date", "created", "crawl_date", "timestamp"], [ColumnShape.Text, ColumnShape.Time, ColumnShape.Integer]),
        new("license", ["license", "licence"], [ColumnShape.Text]),
        new("source_url", ["source_url", "url"], [ColumnShape.Text]),
        new("generator", ["generator", "model"], [ColumnShape.Text]),
        new("depth", ["depth"], [ColumnShape.Integer]),
        new("domain", ["domain"], [ColumnShape.Text]),
        new("language", ["language", "lang"], [ColumnShape.Text]),
        new("score", ["score", "quality"], [ColumnShape.Number, ColumnShape.Integer]),
    ];

    /// <summary>Attribute and column, in the order in which a policy lists them. An attribute that no column fits is left out.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> From(IReadOnlyList<PeekedColumn> columns)
    {
        var mapping = new List<KeyValuePair<string, string>>();
        foreach (var entry in Entries)
        {
            var fits = entry.Words
                .SelectMany(w => columns.Where(c => c.Name.Equals(w, StringComparison.OrdinalIgnoreCase)))
                .Where(c => c.Shape == ColumnShape.Unknown || entry.Shapes.Contains(c.Shape));
            foreach (var column in fits.Take(1)) mapping.Add(new(entry.Attribute, column.Name));
        }

        return mapping;
    }

    private sealed record Entry(string Attribute, string[] Words, ColumnShape[] Shapes);
}
