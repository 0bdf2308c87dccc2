using System.Globalization;
using MixPolicy.Output;
using MixPolicy.Reuse;
using MixPolicy.Sources;
using MixPolicy.Tests.EndToEnd;

namespace MixPolicy.Tests.Reuse;

/// <summary>A mix of two files that is satisfied with a warning, and what is done to it between two builds.</summary>
internal sealed class RememberedMix : IDisposable
{
    /// <summary>Satisfied: half of the records are human. One bad record is set aside with a warning.</summary>
    public const string Policy =
        """
        mixpolicy: 1
        name: remembered
        seed: 1
        data:
          sources:
            - name: web
              paths: [ "*.jsonl" ]
              columns: { id: id, text: text, origin: origin }
              on_bad_record: quarantine
              max_bad_fraction: 0.1
        mix: { unit: records, budget: 80 }
        rules: { human: { min_fraction: 0.1 } }

        """;

    /// <summary>Broken by the same records.</summary>
    public static readonly string BrokenPolicy = Policy.Replace("min_fraction: 0.1", "min_fraction: 0.9", StringComparison.Ordinal);

    /// <summary>Writes the files and the policy.</summary>
    public RememberedMix(string policy = Policy)
    {
        Run.Write("a.jsonl", Lines('a') + "{}\n").Write("b.jsonl", Lines('b')).Write("policy.yaml", policy);
    }

    /// <summary>The folder.</summary>
    public PolicyRun Run { get; } = new();

    /// <summary>Where the last build's memory is.</summary>
    public string StatePath => Path.Combine(Run.Out, OutputNames.Own, "state.json");

    /// <summary>Builds, and where asked until every file is believed by its stamp.</summary>
    public BuildResult Build(bool settled = true)
    {
        var built = Run.Build();
        Assert.False(built.Reused);
        if (!settled) return built;
        WaitForTheClock();
        Assert.True(Run.Build().Reused);
        Assert.All(State().Inputs.Concat(State().Outputs), f => Assert.True(f.Settled, f.Name));
        return built;
    }

    /// <summary>Builds anew, whatever is remembered: what a build must come to.</summary>
    public BuildResult BuildAnew() => Run.Run(null, request => request with { Reuse = BuildReuse.Nothing });

    /// <summary>What is remembered.</summary>
    public BuildState State() => BuildState.Of(File.ReadAllBytes(StatePath))!;

    /// <summary>When each output was last put in place or written.</summary>
    public IReadOnlyList<string> Outputs() =>
    [
        .. new DirectoryInfo(Run.Out).EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name} {f.Length} {FileStamps.ChangeTime(f.FullName)}")),
    ];

    /// <summary>Returns once the file system's clock has moved so far that what was changed before is settled.</summary>
    public void WaitForTheClock()
    {
        var probe = Path.Combine(Run.Folder, ".probe");
        long Now()
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
            File.WriteAllText(probe, "x");
            return FileStamps.ChangeTime(probe)!.Value;
        }

        var start = Now();
        while (Now() < start + 110_000_000) Thread.Yield();
        File.Delete(probe);
    }

    /// <inheritdoc/>
    public void Dispose() => Run.Dispose();

    private static string Lines(char file) => string.Concat(Enumerable.Range(0, 50).Select(i => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":"{{file}}{{i:00}}","text":"text {{file}} {{i:00}}","origin":"{{(i % 2 == 0 ? "human" : "synthetic")}}"}{{'\n'}}""")));
}
