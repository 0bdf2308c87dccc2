using MixPolicy.Output;

namespace MixPolicy.Suggestions;

/// <summary>Puts a suggestion beside its policy.</summary>
internal static class SuggestionFile
{
    /// <summary><c>policy.yaml</c> to <c>policy.suggested.yaml</c>.</summary>
    public static string PathFor(string policy)
    {
        var extension = Path.GetExtension(policy);
        return policy[..^(extension is ".yaml" or ".yml" ? extension.Length : 0)] + ".suggested.yaml";
    }

    /// <summary>Whether nothing stands there but an older suggestion.</summary>
    public static bool MayWrite(string path)
    {
        if (!Path.Exists(path)) return true;
        if (!File.Exists(path)) return false;
        using var reader = new StreamReader(path);
        return reader.ReadLine()?.StartsWith(PolicyPatcher.Marker, StringComparison.Ordinal) == true;
    }

    /// <summary>Writes it, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A right is missing.</exception>
    public static void Write(string path, byte[] bytes) => AtomicFile.Write(path, bytes);
}
