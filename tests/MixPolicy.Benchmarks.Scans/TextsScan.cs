using MixPolicy.Sources;

namespace MixPolicy.Benchmarks.Scans;

/// <summary>Job B: every text is read, checked to be UTF-8 by the reader, and fingerprinted with XxHash128.</summary>
internal static class TextsScan
{
    private static readonly string[] Paths = ["text"];

    public static void Run(IReadOnlyList<ScanUnit> units, int threads)
    {
        var sums = ScanUnit.Run(units, threads, Read);
        Console.Out.WriteLine(FormattableString.Invariant($"group\t{sums.Sum(sum => sum.Records)}"));
        TextSum.Print(sums.Select(sum => sum.Texts));
    }

    private static (long Records, TextSum Texts) Read(ScanUnit unit)
    {
        var (records, texts) = (0L, default(TextSum));
        using var reader = unit.Open(Paths);
        var batch = new RecordBatch(Paths);
        while (reader.Read(batch, CancellationToken.None))
        {
            records += batch.Count;
            for (var i = 0; i < batch.Count; i++) texts.Add(batch.Columns[0], i);
        }

        return (records, texts);
    }
}
