using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Reporting;

namespace MixPolicy.Examples.Generations;

/// <summary>Builds with the policies of a folder, as `mixpolicy build` does.</summary>
internal sealed class Mixes(string folder, int threads, TextWriter progress, CancellationToken cancellation)
{
    /// <summary>A path in the folder.</summary>
    public string At(string name) => Path.Combine(folder, name);

    /// <summary>Builds a mix and reads what it would train on; null when the policy is not satisfied, which is then told.</summary>
    public async Task<Mix?> BuildAsync(string policy)
    {
        var result = Run(policy);
        if (result.Outcome != BuildOutcome.Satisfied)
        {
            new TextReport().Render(result, progress);
            return null;
        }

        var manifest = result.Written.Single(p => Path.GetFileName(p) == "manifest.parquet");
        var broken = result.Summary!.Rules.Where(r => r.Outcome == "warned" && r.Code != Codes.Repetition).Select(r => r.Name.Split('.')[1]);
        return new Mix(await TrainingSet.ReadAsync(manifest, Path.GetDirectoryName(At(policy))!), [.. broken.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Builds a mix that the policy must refuse; what it says, a line a finding, or null when it does not refuse it.</summary>
    public IReadOnlyList<string>? Refusal(string policy)
    {
        var result = Run(policy);
        return result.Outcome == BuildOutcome.Violated ? [.. result.Diagnostics.Where(d => d.Severity == Severity.Violation).Select(d => $"{d.Code}: {d.Message}")] : null;
    }

    /// <summary>What a policy says of the decoding of its synthetic texts.</summary>
    public Simulation.Decoding Decoding(string policy)
    {
        var tags = PolicyReader.Read(policy, At(policy), new DiagnosticBag())!.Sources.Single(s => s.Name == "synthetic").Tags;
        return new Simulation.Decoding { Temperature = Number("decoding.temperature"), TopP = Number("decoding.top_p") };

        Fraction Number(string tag) => Fraction.TryParse(tags[tag].Value, out var value) ? value : throw new FormatException($"{policy}: {tag} is no number");
    }

    private BuildResult Run(string policy)
    {
        progress.WriteLine($"building {policy}");
        return MixBuild.Run(
            new BuildRequest { Policy = policy, Directory = folder, Threads = threads, ToolVersion = "example", Reuse = BuildReuse.Nothing }, null, cancellation);
    }
}

/// <summary>A mix that was built.</summary>
/// <param name="Set">What it would train on.</param>
/// <param name="Broken">Rules that it breaks and that only watched.</param>
internal sealed record Mix(TrainingSet Set, IReadOnlyList<string> Broken);
