namespace MixPolicy.Examples.Generations;

/// <summary>One way to go from generation to generation.</summary>
/// <param name="Name">Folder of its policies.</param>
/// <param name="Title">What it does, in a few words.</param>
/// <param name="Letter">Its mark in the plot.</param>
/// <param name="Written">How many words the model of each generation writes, as a multiple of the seed's.</param>
/// <param name="KeepsWritten">Whether what the models before wrote stays in the mix.</param>
internal sealed record Arm(string Name, string Title, char Letter, int Written, bool KeepsWritten)
{
    /// <summary>The arms, in the order in which they are shown.</summary>
    public static IReadOnlyList<Arm> All { get; } =
    [
        new("policy", "the policy; plain sampling", 'P', 2, false),
        new("accumulate", "accumulate only; top-p 0.9", 'A', 1, true),
        new("replace", "replace; plain sampling", 'R', 1, false),
        new("none", "no policy: replace; top-p 0.9", 'N', 1, false),
    ];
}
