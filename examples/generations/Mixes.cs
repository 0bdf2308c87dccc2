using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Reporting;

namespace MixPolicy.Examples.Generations;

/// <summary>Builds and judges with the policies of a folder, as `mixpolicy build` and `mixpolicy check --manifest` do.</summary>
internal sealed class Mixes(string folder, int threads, TextWriter progress, CancellationToken cancellation)
{
    /// <summary>A path in the folder.</summary>
    public string At(string name) => Path.Combine(folder, name);

    /// <summary>Builds a mix and reads what it would train on; null when the policy is not satisfied, which is then told.</summary>
    public async Task<TrainingSet?> BuildAsync(string policy)
    {
        progress.WriteLine($"building {policy}");
        var result = MixBuild.Run(Request(policy), null, cancellation);
        if (result.Outcome != BuildOutcome.Satisfied)
        {
            new TextReport().Render(result, progress);
            return null;
        }

        var manifest = result.Written.Single(p => Path.GetFileName(p) == "manifest.parquet");
        return await TrainingSet.ReadAsync(manifest, Path.GetDirectoryName(At(policy))!);
    }

    /// <summary>Rules of a policy that the manifest of another breaks.</summary>
    public IReadOnlyList<string> Broken(string policy, string manifest)
    {
        var result = MixBuild.Run(Request(policy) with { Manifest = At(manifest) }, null, cancellation);
        if (result.Summary is { } mix) return [.. mix.Rules.Where(r => r.Outcome == "violated" && r.Name.StartsWith("rules.", StringComparison.Ordinal)).Select(r => r.Name.Split('.')[1]).Distinct()];
        new TextReport().Render(result, progress);
        return ["not judged"];
    }

    /// <summary>What a policy says of the decoding of its synthetic texts.</summary>
    public Simulation.Decoding Decoding(string policy)
    {
        var tags = PolicyReader.Read(policy, At(policy), new DiagnosticBag())!.Sources.Single(s => s.Name == "synthetic").Tags;
        return new Simulation.Decoding { Temperature = Number("decoding.temperature"), TopP = Number("decoding.top_p") };

        Fraction Number(string tag) => Fraction.TryParse(tags[tag].Value, out var value) ? value : throw new FormatException($"{policy}: {tag} is no number");
    }

    private BuildRequest Request(string policy) => new() { Policy = policy, Directory = folder, Threads = threads, ToolVersion = "example", Reuse = BuildReuse.Nothing };
}
