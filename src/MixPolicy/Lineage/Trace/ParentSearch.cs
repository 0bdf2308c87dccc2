using System.Security.Cryptography;
using MixPolicy.Diagnostics;
using MixPolicy.Output;
using MixPolicy.Policies;

namespace MixPolicy.Lineage.Trace;

/// <summary>
/// Finds the reports of the generations before. A child names its parent by a path from its policy's folder, which no report knows; but it names the
/// parent's SHA-256 too. So whatever lies at that path from the report's folder, or from a folder above, is compared, and is the parent or is not.
/// </summary>
internal static class ParentSearch
{
    /// <summary>The chain from a report back as far as it is at hand, the newest first; where it ends before generation 0, a warning says so.</summary>
    /// <param name="report">The newest report.</param>
    /// <param name="given">Reports that the user names.</param>
    /// <param name="directory">Absolute folder that names are relative to.</param>
    /// <param name="diagnostics">Gets findings.</param>
    public static IReadOnlyList<ReportAtHand> Chain(ReportAtHand report, IReadOnlyList<string> given, string directory, DiagnosticBag diagnostics)
    {
        List<ReportAtHand> chain = [report];
        while (chain[^1].Parent is { } parent)
        {
            if (Find(chain[^1], parent, given, directory) is not { } found)
            {
                diagnostics.Warn(
                    Codes.ChainEnds, new Place(chain[^1].Name),
                    $"the report of generation {parent.Kept.Generation} ({Shown.Quote(parent.Path)}, SHA-256 {parent.Sha256}) is not at hand: its manifest was not looked through", "name it: --parent FILE");
                break;
            }

            if (ReportReader.Read(found, directory, diagnostics) is not { } read) break; // refused, and so reported
            chain.Add(read);
        }

        return chain;
    }

    private static string? Find(ReportAtHand child, StatedParent parent, IReadOnlyList<string> given, string directory)
    {
        foreach (var name in given)
        {
            if (Has(Path.GetFullPath(name, directory), parent.Sha256)) return name;
        }

        for (var folder = Path.GetDirectoryName(child.FullPath); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var path = Path.GetFullPath(parent.Path, folder);
            if (Has(path, parent.Sha256)) return Path.IsPathRooted(child.Name) ? path : OutputPaths.Relative(directory, path);
        }

        return null;
    }

    private static bool Has(string path, string sha256)
    {
        try
        {
            // Whatever has no length may be a pipe, which would wait for ever; a report has one.
            if (!File.Exists(path) || new FileInfo(path).Length == 0) return false;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Convert.ToHexStringLower(SHA256.HashData(file)) == sha256;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
