using MixPolicy.Diagnostics;

namespace MixPolicy.Sources;

/// <summary>A file that looks like data.</summary>
/// <param name="Folder">Path from the start, with <c>/</c>; empty for the start itself.</param>
/// <param name="Name">Name in the folder.</param>
/// <param name="Suffix">All of its extension: <c>.jsonl.gz</c>.</param>
internal sealed record DataFile(string Folder, string Name, string Suffix)
{
    /// <summary>Path from the start, with <c>/</c>.</summary>
    public string Path => Folder.Length == 0 ? Name : $"{Folder}/{Name}";
}

/// <summary>Looks through a folder for data files.</summary>
internal static class DataFolder
{
    /// <summary>What counts as data and what is passed over, for people.</summary>
    public const string LookedFor = ".parquet, .jsonl, .ndjson and .csv, the last three also with .gz or .zst; hidden folders, bin, obj, node_modules and out are passed over";

    private static readonly string[] PassedOver = ["bin", "obj", "node_modules", "out"];
    private static readonly string[] Suffixes =
        [".parquet", .. from line in new[] { ".jsonl", ".ndjson", ".csv" } from packed in new[] { "", ".gz", ".zst" } select line + packed];

    /// <summary>Data files of the folder and those below it, ordinal by path. Links to folders are not followed.</summary>
    public static IReadOnlyList<DataFile> Files(string start, DiagnosticBag found, CancellationToken cancellation)
    {
        var files = new List<DataFile>();
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var folder))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                foreach (var entry in new DirectoryInfo(Path.Combine(start, folder)).EnumerateFileSystemInfos())
                {
                    if (entry.Name.StartsWith('.')) continue;
                    if (entry is DirectoryInfo)
                    {
                        if (entry.LinkTarget is null && !PassedOver.Contains(entry.Name)) folders.Push(folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}");
                    }
                    else if (Suffixes.Where(s => entry.Name.EndsWith(s, StringComparison.Ordinal)).MaxBy(s => s.Length) is { } suffix)
                    {
                        files.Add(new DataFile(folder, entry.Name, suffix));
                    }
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                found.Warn(Codes.FileUnreadable, new Place(folder), $"the folder cannot be listed and was passed over: {fault.Message}");
            }
        }

        return [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)];
    }
}
