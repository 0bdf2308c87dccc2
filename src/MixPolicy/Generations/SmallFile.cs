using System.Security;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Generations;

/// <summary>Loads a file that the policy names beside its sources, and that fits memory.</summary>
internal static class SmallFile
{
    private const long MostBytes = 1 << 30;

    /// <summary>The bytes; null when they cannot be had, which is then reported where the policy names the file.</summary>
    /// <param name="what">What the file is, as the start of a sentence.</param>
    /// <param name="code">Of the finding.</param>
    /// <param name="named">As the policy writes it.</param>
    /// <param name="fullPath">Where it is, absolute.</param>
    /// <param name="remedy">What would bring it back.</param>
    /// <param name="diagnostics">Gets findings.</param>
    public static byte[]? Load(string what, string code, Located<string> named, string fullPath, string remedy, DiagnosticBag diagnostics)
    {
        string fault;
        try
        {
            if (!Directory.Exists(fullPath))
            {
                // A pipe says 0 too: opening one could wait for ever.
                if (new FileInfo(fullPath).Length == 0) return [];
                using var file = new FileStream(fullPath, FileMode.Open, FileAccess.Read, FileShare.Read);
                if (file.Length <= MostBytes)
                {
                    var bytes = new byte[file.Length];
                    file.ReadExactly(bytes);
                    return bytes;
                }

                fault = $"has {file.Length} bytes; at most {MostBytes} are read";
            }
            else
            {
                fault = "is a folder; name the file in it";
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            fault = "is not there";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            fault = $"cannot be read ({e.GetType().Name})";
        }

        diagnostics.Error(code, named.Place, $"{what} {Shown.Quote(named.Value)} {fault}", remedy);
        return null;
    }
}
