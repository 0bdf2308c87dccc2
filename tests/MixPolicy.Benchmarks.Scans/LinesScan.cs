using System.IO.Hashing;
using MixPolicy.Sources;

namespace MixPolicy.Benchmarks.Scans;

/// <summary>Job J: JSON lines; ids and texts unescaped and hashed, records and tokens counted by origin.</summary>
internal static class LinesScan
{
    private static readonly string[] Paths = ["id", "text", "origin", "tokens"];

    public static void Run(IReadOnlyList<ScanUnit> units, int threads)
    {
        var sums = ScanUnit.Run(units, threads, Read);
        var origins = sums.SelectMany(sum => sum.Origins).GroupBy(origin => origin.Name, StringComparer.Ordinal);
        foreach (var origin in origins.OrderBy(origin => origin.Key, StringComparer.Ordinal))
            Console.Out.WriteLine(FormattableString.Invariant($"group\t{origin.Key}\t{origin.Sum(part => part.Records)}\t{origin.Sum(part => part.Tokens)}"));
        TextSum.Print(sums.Select(sum => sum.Texts));
        Console.Out.WriteLine(FormattableString.Invariant($"ids\t{sums.Aggregate(0UL, (all, sum) => all ^ sum.Ids):x16}"));
    }

    private static (IReadOnlyList<(string Name, long Records, long Tokens)> Origins, TextSum Texts, ulong Ids) Read(ScanUnit unit)
    {
        var (labels, texts, ids) = (new LabelCodes(), default(TextSum), 0UL);
        var sums = new (long Records, long Tokens)[byte.MaxValue + 1];
        var done = 0;
        using var reader = unit.Open(Paths);
        var batch = new RecordBatch(Paths);
        while (reader.Read(batch, CancellationToken.None))
        {
            labels.Add(batch.Columns[2]);
            var origins = labels.Codes[done..];
            done += batch.Count;
            var tokens = batch.Columns[3];
            for (var i = 0; i < batch.Count; i++)
            {
                ids ^= XxHash3.HashToUInt64(batch.Columns[0].Utf8(i));
                texts.Add(batch.Columns[1], i);
                ref var sum = ref sums[origins[i]];
                sum.Records++;
                sum.Tokens += tokens.Number(i);
            }
        }

        return ([.. labels.Texts.Select((name, code) => (name, sums[code].Records, sums[code].Tokens))], texts, ids);
    }
}
