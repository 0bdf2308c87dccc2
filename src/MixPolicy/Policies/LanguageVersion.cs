using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary><c>mixpolicy</c>: which version of the language a file is in. Each file says its own; it is never inherited.</summary>
internal static class LanguageVersion
{
    /// <summary>The version that is read.</summary>
    public const long Current = 1;

    /// <summary>Whether the file can be read by this version's keys; what is wrong is reported. One that does not say is read on.</summary>
    /// <param name="map">The file's top.</param>
    /// <param name="extendedAt">Where another file extends this one; null for the policy itself.</param>
    public static bool IsRead(MapReader map, Place? extendedAt)
    {
        if (!map.Has("mixpolicy"))
        {
            map.Report(
                Codes.MissingKey,
                map.Place,
                $"'mixpolicy' is missing: {(extendedAt is null ? "a policy" : "each file that a policy extends")} says which version of the language it is in. Write mixpolicy: {Current}.");
        }

        if (map.Count("mixpolicy") is not { Value: not Current } other) return true;
        if (extendedAt is null) map.Report(Codes.OutOfRange, other.Place, $"'mixpolicy' is {other.Value}; this tool reads version {Current} of the language only.");
        else map.Report(Codes.ExtendsVersion, other.Place, $"'mixpolicy' is {other.Value} here, and {extendedAt} extends it; this tool reads version {Current} of the language only.");
        return false;
    }
}
