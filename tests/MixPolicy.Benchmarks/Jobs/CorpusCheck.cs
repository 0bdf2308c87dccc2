using System.Globalization;
using DuckDB.NET.Data;
using MixPolicy.Benchmarks.Corpus;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>
/// Another reader's view of a corpus, as a child: the sums that the marker holds, what the specification promises, and a fingerprint over all
/// columns that must be the same for both formats.
/// </summary>
internal static class CorpusCheck
{
    public static string FingerprintPath(CorpusFolder folder) => folder.RunPath("verify.fingerprint");

    public static int Run(CorpusFolder folder, CorpusFormat format)
    {
        var marker = folder.Complete(format) ?? throw new CorpusException($"{folder.Root}: no whole corpus");
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        var found = Row(connection, $"""
            SELECT count(*)::BIGINT AS records, count(DISTINCT id)::BIGINT AS ids, sum(strlen(text))::BIGINT AS text_bytes,
              sum(tokens)::BIGINT AS tokens, max(strlen(text))::BIGINT AS longest,
              round(avg((license IS NULL)::INT), 4) AS license_null, round(avg((strlen(text) > length(text))::INT), 4) AS non_ascii,
              round(avg((origin = 'human')::INT), 4) AS human, round(avg((depth > 0)::INT), 4) AS written_by_models,
              count(DISTINCT domain)::BIGINT AS domains, count(DISTINCT lang)::BIGINT AS languages, count(DISTINCT sha256(text))::BIGINT AS texts,
              bit_xor(md5_number(concat_ws('|', id, text, origin, epoch_us(collected_at), coalesce(license, '?'), domain, lang, tokens,
                coalesce(generator, '?'), depth)))::VARCHAR AS fingerprint
            FROM {new DuckDbQueries(folder, format).Scan}
            """);
        Console.Out.WriteLine($"{CorpusFolder.Extension(format)}: {string.Join(", ", found.Select(pair => $"{pair.Key} {pair.Value}"))}");

        var sums = (marker.Records, marker.Records, marker.TextBytes, marker.Tokens);
        if (sums == (Whole(found["records"]), Whole(found["ids"]), Whole(found["text_bytes"]), Whole(found["tokens"])))
            return SameAsBefore(folder, found["fingerprint"]) ? 0 : 1;
        Console.Error.WriteLine($"the marker says {marker}");
        return 1;
    }

    /// <summary>The first format leaves its fingerprint, the second is compared with it.</summary>
    private static bool SameAsBefore(CorpusFolder folder, string fingerprint)
    {
        var path = FingerprintPath(folder);
        if (!File.Exists(path))
            File.WriteAllText(path, fingerprint);
        var same = File.ReadAllText(path) == fingerprint;
        if (!same)
            Console.Error.WriteLine("the two formats do not hold the same records");
        return same;
    }

    private static Dictionary<string, string> Row(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        reader.Read();
        return Enumerable.Range(0, reader.FieldCount)
            .ToDictionary(reader.GetName, column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture) ?? "");
    }

    private static long Whole(string number) => long.Parse(number, CultureInfo.InvariantCulture);
}
