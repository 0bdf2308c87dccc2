using System.Globalization;
using MixPolicy.Benchmarks.Corpus;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>
/// What this program does as its own child. Each is a process of its own, either because it is measured or because it would leave this
/// program's peak memory too high to measure others (see <see cref="Measuring.ChildProcess"/>).
/// </summary>
internal static class ChildEntry
{
    public const string Flag = "--child";

    public const string MakeCorpus = "corpus";
    public const string DuckDb = "duckdb";
    public const string Agree = "agree";
    public const string VerifyCorpus = "verify";

    /// <summary>The arguments by which a child finds a corpus, in one format.</summary>
    public static IReadOnlyList<string> Arguments(CorpusFolder folder, CorpusFormat format) =>
    [
        folder.Root,
        folder.Spec.Records.ToString(CultureInfo.InvariantCulture),
        folder.Spec.MeanBytes.ToString(CultureInfo.InvariantCulture),
        format.ToString(),
    ];

    public static int Run(string[] args)
    {
        try
        {
            switch (args)
            {
                case [MakeCorpus, var root, var records, var mean, var format]:
                    CorpusMaker.Make(Folder(root, records, mean), Enum.Parse<CorpusFormat>(format));
                    return 0;
                case [DuckDb, var root, var records, var mean, var format, var plan, var threads, var manifest]:
                    var queries = new DuckDbQueries(Folder(root, records, mean), Enum.Parse<CorpusFormat>(format));
                    DuckDbBuild.Run(queries, Enum.Parse<DuckDbPlan>(plan), int.Parse(threads, CultureInfo.InvariantCulture), manifest);
                    return 0;
                case [VerifyCorpus, var root, var records, var mean, var format]:
                    return CorpusCheck.Run(Folder(root, records, mean), Enum.Parse<CorpusFormat>(format));
                case [Agree, var ours, var theirs]:
                    return Agreement.Run(ours, theirs);
                default:
                    Console.Error.WriteLine($"no such child: {string.Join(' ', args)}");
                    return 2;
            }
        }
        catch (Exception error)
        {
            // The parent shows this; a crash would only add a core dump.
            Console.Error.WriteLine(error.ToString());
            return 1;
        }
    }

    private static CorpusFolder Folder(string root, string records, string mean) =>
        new(root, new CorpusSpec(long.Parse(records, CultureInfo.InvariantCulture), int.Parse(mean, CultureInfo.InvariantCulture)));
}
