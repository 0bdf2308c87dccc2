namespace MixPolicy.Benchmarks.Programs;

/// <summary>The programs that a benchmark runs.</summary>
/// <param name="Tool">The tool, as users run it.</param>
/// <param name="Scans">The library's readers doing jobs that the tool has no verb for.</param>
/// <param name="Peer">DuckDB.</param>
/// <param name="Runner">Starts and measures the others.</param>
internal sealed record ProgramSet(BuiltProgram Tool, BuiltProgram Scans, BuiltProgram Peer, BuiltProgram Runner)
{
    /// <param name="tool">The tool to measure; null for this repository's own.</param>
    public static ProgramSet Make(string? tool) => new(
        tool is null ? ProgramPublisher.Publish("src/MixPolicy.Tool", "dotnet-mixpolicy") : new BuiltProgram(Path.GetFullPath(tool), BuildKind.Given),
        Companion("Scans"),
        Companion("Peer"),
        Companion("Runner"));

    /// <summary>What the figures are of.</summary>
    public string KindText => $"mixpolicy {Tool.KindText}, scans {Scans.KindText}, DuckDB's child {Peer.KindText}";

    private static BuiltProgram Companion(string name) => ProgramPublisher.Publish($"tests/MixPolicy.Benchmarks.{name}", $"MixPolicy.Benchmarks.{name}");
}
