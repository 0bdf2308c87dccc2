using System.Globalization;
using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Peer;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>
/// Another reader's view of a corpus: the sums that the marker holds, what the specification promises, and a fingerprint over all columns that
/// must be the same for all formats.
/// </summary>
internal static class CorpusCheck
{
    private static readonly string[] Names =
    [
        "records", "ids", "text bytes", "tokens", "longest", "without licence", "not ASCII", "human", "written by models", "domains", "languages", "texts",
        "fingerprint",
    ];

    /// <summary>Recounts a corpus and prints what was found; its fingerprint, or null, with the reason on stderr, when it is not what its marker says.</summary>
    public static string? Run(DuckDb duckDb, CorpusFolder folder, CorpusFormat format, CorpusMarker marker)
    {
        var found = duckDb.Rows(folder.RunPath("verify"), $"""
            SELECT count(*)::BIGINT, count(DISTINCT id)::BIGINT, sum(strlen(text))::BIGINT, sum(tokens)::BIGINT, max(strlen(text))::BIGINT,
              round(avg((license IS NULL)::INT), 4), round(avg((strlen(text) > length(text))::INT), 4),
              round(avg((origin = 'human')::INT), 4), round(avg((depth > 0)::INT), 4),
              count(DISTINCT domain)::BIGINT, count(DISTINCT lang)::BIGINT, count(DISTINCT sha256(text))::BIGINT,
              bit_xor(md5_number(concat_ws('|', id, text, origin, epoch_us(collected_at), coalesce(license, '?'), domain, lang, tokens,
                coalesce(generator, '?'), depth)))::VARCHAR
            FROM {new CorpusScan(folder, format).Placed}
            """)[0];
        Console.Out.WriteLine($"{CorpusFolder.Extension(format)}: {string.Join(", ", Names.Zip(found, (name, value) => $"{name} {value}"))}");
        var sums = found[..4].Select(number => long.Parse(number, CultureInfo.InvariantCulture));
        if (sums.SequenceEqual([marker.Records, marker.Records, marker.TextBytes, marker.Tokens]))
            return found[^1];
        Console.Error.WriteLine($"the marker says {marker}");
        return null;
    }
}
