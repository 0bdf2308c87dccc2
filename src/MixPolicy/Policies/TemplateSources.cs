using MixPolicy.Diagnostics;
using MixPolicy.Sources;

namespace MixPolicy.Policies;

/// <summary>A source of a first policy.</summary>
/// <param name="Name"><c>[a-z0-9-]+</c>, unique.</param>
/// <param name="Paths">Patterns or paths from the policy's folder.</param>
/// <param name="Files">How many files they match now.</param>
/// <param name="Columns">Attribute and column, guessed.</param>
/// <param name="Seen">Names of all columns seen, for a reader who must choose; empty when none could be.</param>
internal sealed record TemplateSource(
    string Name,
    IReadOnlyList<string> Paths,
    int Files,
    IReadOnlyList<KeyValuePair<string, string>> Columns,
    IReadOnlyList<string> Seen)
{
    /// <summary>Whether a column holds the attribute.</summary>
    public bool Has(string attribute) => Columns.Any(c => c.Key == attribute);
}

/// <summary>Groups data files into sources: one a folder, more where a folder's files differ in their columns.</summary>
internal static class TemplateSources
{
    /// <summary>Sources in the order of their paths.</summary>
    public static IReadOnlyList<TemplateSource> From(string start, IReadOnlyList<DataFile> files, DiagnosticBag found, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var sources = new List<TemplateSource>();
        foreach (var folder in files.GroupBy(f => f.Folder))
        {
            var peeked = folder.Select(file =>
            {
                cancellation.ThrowIfCancellationRequested();
                var columns = Peek(start, file, found);
                return (File: file, Columns: columns, Mapping: ColumnGuess.From(columns));
            }).ToArray();

            // A file whose columns cannot be seen goes with its neighbours.
            var seen = peeked.Where(p => p.Columns.Count > 0).GroupBy(p => string.Join('\n', p.Mapping)).Select(g => g.ToList()).ToList();
            if (seen.Count == 0) seen.Add([.. peeked]);
            else seen[0].AddRange(peeked.Where(p => p.Columns.Count == 0));
            foreach (var group in seen)
            {
                var members = group.Select(p => p.File).OrderBy(f => f.Name, StringComparer.Ordinal).ToArray();
                var named = seen.Count == 1 ? folder.Key : $"{folder.Key}/{members[0].Name[..^members[0].Suffix.Length]}";
                sources.Add(new TemplateSource(Unique(PolicyTemplate.NameFrom(named, "data"), names), Paths(folder, members), members.Length, group[0].Mapping, [.. group[0].Columns.Select(c => c.Name)]));
            }
        }

        return sources;
    }

    private static List<string> Paths(IGrouping<string, DataFile> folder, DataFile[] members)
    {
        var paths = new List<string>();
        foreach (var suffix in members.GroupBy(f => f.Suffix))
        {
            // A pattern also takes files that come later; names are for folders whose files differ.
            if (suffix.Count() == folder.Count(f => f.Suffix == suffix.Key)) paths.Add(folder.Key.Length == 0 ? $"*{suffix.Key}" : $"{folder.Key}/*{suffix.Key}");
            else paths.AddRange(suffix.Select(f => f.Path));
        }

        return paths;
    }

    private static IReadOnlyList<PeekedColumn> Peek(string start, DataFile file, DiagnosticBag found)
    {
        try
        {
            return ColumnPeek.Columns(Path.Combine(start, file.Path), file.Suffix);
        }
#pragma warning disable CA1031 // decoders of damaged files throw what they like, and a peek must not end the run
        catch (Exception fault)
#pragma warning restore CA1031
        {
            found.Warn(Codes.FileUnreadable, new Place(file.Path), $"its columns cannot be seen: {fault.Message}");
            return [];
        }
    }

    private static string Unique(string name, HashSet<string> names)
    {
        var unique = name;
        for (var n = 2; !names.Add(unique); n++) unique = $"{name}-{n}";
        return unique;
    }
}
