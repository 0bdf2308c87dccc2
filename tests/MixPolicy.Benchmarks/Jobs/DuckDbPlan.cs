namespace MixPolicy.Benchmarks.Jobs;

/// <summary>The two ways to write the job in SQL; which is faster depends on the format, so both are measured and the faster counts.</summary>
internal enum DuckDbPlan
{
    /// <summary>Aggregates over one scan, then a second scan that filters and writes. Little memory.</summary>
    TwoScans,

    /// <summary>One scan into a temporary table without the texts; the rest reads that. Memory grows with the records.</summary>
    TempTable,
}
