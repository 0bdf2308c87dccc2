namespace MixPolicy.Benchmarks.Peer;

/// <summary>The ways to write a job in SQL; which is faster depends on the format, so all are measured and the fastest counts.</summary>
internal enum DuckDbPlan
{
    /// <summary>Aggregates over one scan, then a second scan that filters and writes. Little memory.</summary>
    TwoScans,

    /// <summary>The same, its rows written in whatever order the threads come.</summary>
    Unordered,

    /// <summary>One scan into a temporary table without the texts; the rest reads that. Memory grows with the records.</summary>
    TempTable,
}
