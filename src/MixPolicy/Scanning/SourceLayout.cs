using System.Text;
using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>Which columns of a source's files hold what, as column numbers of its batches; -1 for what is not mapped.</summary>
internal sealed class SourceLayout
{
    /// <summary>Lays out the columns that a run needs of a source.</summary>
    public SourceLayout(Source source, RecordSchema schema)
    {
        Source = source;
        var paths = new List<string>();
        Text = Add("text");
        Id = Add("id");
        Origin = Add("origin");
        Depth = Add("depth");
        CollectedAt = Add("collected_at");
        Columns = [.. schema.Columns.Select(Add)];
        ColumnTags = [.. schema.Columns.Select(Tag)];
        Tokens = -1;
        if (source.Tokens is TokenCounting.Column column)
        {
            Tokens = paths.Count;
            paths.Add(column.Path.Value);
        }

        Paths = paths;

        int Add(string attribute)
        {
            if (!source.Columns.TryGetValue(attribute, out var mapping)) return -1;
            paths.Add(mapping.Path);
            return paths.Count - 1;
        }
    }

    /// <summary>The source.</summary>
    public Source Source { get; }

    /// <summary>Paths to read, in the order of the batch's columns.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Column of the text; always mapped.</summary>
    public int Text { get; }

    /// <summary>Column of the id.</summary>
    public int Id { get; }

    /// <summary>Column of the origin.</summary>
    public int Origin { get; }

    /// <summary>Column of the depth.</summary>
    public int Depth { get; }

    /// <summary>Column of the date.</summary>
    public int CollectedAt { get; }

    /// <summary>Column of the tokens.</summary>
    public int Tokens { get; }

    /// <summary>Column of each of <see cref="RecordSchema.Columns"/>.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>Tag of each of <see cref="RecordSchema.Columns"/>, as UTF-8; null for none.</summary>
    public IReadOnlyList<byte[]?> ColumnTags { get; }

    /// <summary>The attribute for which every file must have the column of a path; null when a file may lack it.</summary>
    public string? DemandOf(string path)
    {
        if (Source.Tokens is TokenCounting.Column tokens && tokens.Path.Value == path) return "tokens";
        return Source.Columns
            .Where(c => c.Value.Path == path && (!c.Value.FromDefaults || c.Key is "id" or "text"))
            .Select(c => c.Key).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>A tag as UTF-8; null for none.</summary>
    public byte[]? Tag(string attribute) => Source.Tags.TryGetValue(attribute, out var tag) ? Encoding.UTF8.GetBytes(tag.Value) : null;
}
