using System.Security;
using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>Loads the bytes of a policy.</summary>
internal static class PolicyFile
{
    /// <summary>The bytes; null when they cannot be had, which is then reported at the file.</summary>
    public static byte[]? Load(string file, string fullPath, DiagnosticBag diagnostics) =>
        Load(file, fullPath, new Place(file.Replace('\\', '/')), Codes.PolicyUnreadable, diagnostics);

    /// <summary>The bytes; null when they cannot be had, which is then reported.</summary>
    /// <param name="file">As the user wrote it.</param>
    /// <param name="fullPath">Where it is, absolute.</param>
    /// <param name="place">Where the user names it.</param>
    /// <param name="code">Of the finding that there is none to read.</param>
    /// <param name="diagnostics">Where errors go.</param>
    public static byte[]? Load(string file, string fullPath, Place place, string code, DiagnosticBag diagnostics)
    {
        try
        {
            if (Directory.Exists(fullPath))
            {
                diagnostics.Error(
                    code,
                    place,
                    $"{Shown.Quote(file)} is a folder; name the policy's file in it.{Others(fullPath, "")}");
                return null;
            }

            if (!File.Exists(fullPath))
            {
                var others = Others(Path.GetDirectoryName(fullPath) ?? fullPath, Path.GetFileName(fullPath));
                diagnostics.Error(code, place, $"There is no policy {Shown.Quote(file)}.{others}");
                return null;
            }

            // A pipe says 0 too: opening one could wait for ever.
            if (new FileInfo(fullPath).Length == 0) return [];
            using var stream = new FileStream(fullPath, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > YamlText.MaxBytes)
            {
                diagnostics.Error(Codes.TooComplex, place, $"The policy has {stream.Length} bytes; at most {YamlText.MaxBytes} are read.");
                return null;
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            diagnostics.Error(code, place, $"The policy cannot be read: {Shown.Escape(e.Message, 200)}");
            return null;
        }
    }

    private static string Others(string folder, string name)
    {
        if (!Directory.Exists(folder)) return " Its folder is not there either.";
        var policies = Directory.EnumerateFiles(folder)
            .Select(f => Path.GetFileName(f))
            .Where(f => f.EndsWith(".yaml", StringComparison.Ordinal) || f.EndsWith(".yml", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToArray();
        var meant = Spelling.DidYouMean(name, policies);
        return meant.Length > 0 || policies.Length == 0 ? meant : $" The folder holds {string.Join(", ", policies.Take(5).Select(Shown.Short))}.";
    }
}
