using MixPolicy.Diagnostics;

namespace MixPolicy.Sources;

/// <summary>Finds the file name that was probably meant.</summary>
internal static class NearestName
{
    /// <summary>The name that the fewest edits make of the one given; null when none is near (more than a third of it would change).</summary>
    public static string? Of(string wanted, IEnumerable<string> names)
    {
        var (nearest, least) = ((string?)null, (Math.Min(wanted.Length, 255) / 3) + 1);
        foreach (var name in names)
        {
            var edits = PathPattern.HasWildcard(wanted) ? int.MaxValue : NearestWord.Distance(wanted.ToLowerInvariant(), name.ToLowerInvariant());
            if (edits < least) (nearest, least) = (name, edits);
        }

        return nearest;
    }
}
