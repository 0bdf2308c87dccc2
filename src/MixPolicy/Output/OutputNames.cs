using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace MixPolicy.Output;

/// <summary>
/// The names that a run uses for itself in the output folder: <c>.mixpolicy</c>, and what starts with <c>.mixpolicy-</c>; whatever matches none of these
/// patterns is the user's and is never touched.
/// </summary>
internal static partial class OutputNames
{
    /// <summary>Held open, without sharing, while a run uses the folder.</summary>
    public const string Lock = ".mixpolicy-lock";

    /// <summary>Present from the moment a set is committed until all of it is in place.</summary>
    public const string Journal = ".mixpolicy-commit.json";

    /// <summary>A folder that outlasts runs: what one remembers for the next.</summary>
    public const string Own = ".mixpolicy";

    private const string Prefix = ".mixpolicy-";

    /// <summary>A fresh hidden name for what is to become <paramref name="name"/>.</summary>
    public static string Staged(string name) => $"{Prefix}stage-{Random()}-{name}";

    /// <summary>A fresh hidden name for the scratch folder of process <paramref name="process"/>.</summary>
    public static string Work(int process) => string.Create(null, $"{Prefix}work-{process}-{Random()}");

    /// <summary>True for names that <see cref="Staged"/> gives.</summary>
    public static bool IsStaged(string name) => StagedPattern().IsMatch(name);

    /// <summary>True for names that <see cref="Work"/> gives.</summary>
    public static bool IsWork(string name) => WorkPattern().IsMatch(name);

    /// <summary>True for a name that an output may have: one plain part of a path that is not one of ours.</summary>
    public static bool IsPlain(string? name) =>
        !string.IsNullOrEmpty(name)
        && name is not ("." or ".." or Own)
        && name.IndexOfAny(['/', '\\', '\0']) < 0
        && name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0
        && !name.StartsWith(Prefix, StringComparison.Ordinal);

    // Drawn from the system and not from the seed: two runs at once must differ, and no output's bytes depend on it.
    private static string Random() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    [GeneratedRegex(@"\A\.mixpolicy-stage-[0-9a-f]{16}-.+\z", RegexOptions.CultureInvariant)]
    private static partial Regex StagedPattern();

    [GeneratedRegex(@"\A\.mixpolicy-work-[0-9]+-[0-9a-f]{16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex WorkPattern();
}
