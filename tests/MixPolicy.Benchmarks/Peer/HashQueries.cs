namespace MixPolicy.Benchmarks.Peer;

/// <summary>Jobs B and J in SQL: every text read and hashed, the hashes folded so that none can be left out.</summary>
internal static class HashQueries
{
    /// <summary>Job B.</summary>
    public static IEnumerable<string> Texts(CorpusScan scan) =>
    [
        $"CREATE TEMP TABLE sums AS SELECT count(*) AS records, bit_xor(hash(text)) AS texts FROM {scan.Bare}",
        "SELECT 'group', records FROM sums",
        "SELECT 'hashes', texts FROM sums",
    ];

    /// <summary>Job J.</summary>
    public static IEnumerable<string> Lines(CorpusScan scan) =>
    [
        $"""
        CREATE TEMP TABLE sums AS
        SELECT origin, count(*) AS records, sum(tokens)::BIGINT AS tokens, bit_xor(hash(id)) AS ids, bit_xor(hash(text)) AS texts
        FROM {scan.Bare} GROUP BY origin
        """,
        "SELECT 'group', origin, records, tokens FROM sums ORDER BY origin",
        "SELECT 'hashes', bit_xor(texts), bit_xor(ids) FROM sums",
    ];
}
