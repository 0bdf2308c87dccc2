namespace MixPolicy.Benchmarks.Programs;

/// <summary>A program that is measured, or measures.</summary>
/// <param name="Path">A <c>.dll</c> or an executable.</param>
/// <param name="Kind">What it is.</param>
internal sealed record BuiltProgram(string Path, BuildKind Kind)
{
    /// <summary>Its command line.</summary>
    public IReadOnlyList<string> Command(params IEnumerable<string> arguments) =>
        Path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? [Dotnet, Path, .. arguments] : [Path, .. arguments];

    /// <summary>The <c>dotnet</c> that runs this program, so that all that need one have the same.</summary>
    public static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>What the figures are said to be of.</summary>
    public string KindText => Kind switch
    {
        BuildKind.Native => "native AOT",
        BuildKind.ReadyToRun => "ReadyToRun",
        BuildKind.Jit => "JIT",
        _ => Path,
    };
}
