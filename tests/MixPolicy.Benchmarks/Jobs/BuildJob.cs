using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Measuring;
using MixPolicy.Benchmarks.Peer;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>C: the whole <c>build</c> against DuckDB doing the equal job.</summary>
internal static class BuildJob
{
    public static Job Make(Bench bench, string name, CorpusFormat format)
    {
        var folder = bench.Folder;
        var marker = CorpusSupply.Ensure(folder, format);
        var queries = new BuildQueries(new CorpusScan(folder, format));
        var ours = Ours(bench, folder, format, "mixpolicy build");
        var peers = PeerPlans.Contenders(bench, folder, $"build-{CorpusFolder.Extension(format)}",
            (plan, output) => queries.Script(plan, BuildAgreement.ManifestIn(output)));
        return new Job(name, $"build from {CorpusFolder.Extension(format)}", CorpusSupply.Describe(folder, format, marker), [ours, .. peers], folder.FilePaths(format),
            () => BuildAgreement.Check(bench.DuckDb, ours, peers[0]));
    }

    /// <summary>Our tool as users run it, from nothing: as its own process, into an empty folder.</summary>
    public static Contender Ours(Bench bench, CorpusFolder folder, CorpusFormat format, string name)
    {
        var output = folder.RunPath($"{name}-{CorpusFolder.Extension(format)}".Replace(' ', '-'));
        var command = bench.Programs.Tool.Command(
            "build", folder.PolicyPath(format), "--out", output, "--threads", bench.Options.ThreadsText, "--no-progress");
        return new Contender(name, command, output, IsPeer: false);
    }
}
